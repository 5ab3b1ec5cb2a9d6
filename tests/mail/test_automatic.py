"""Mail that machines send: recognised, so that it never counts as anybody's word."""

import pytest

from frontdesk.core.mail.reading import read
from tests.mail.messages import incoming

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "Auto-Generated; owner=x"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "1"},
        {"X_Auto_Response_Suppress": "All"},
        {"Precedence": "bulk"},
        {"Precedence": "Junk"},
        {"Precedence": "list"},
        {"Precedence": "auto_reply"},
        {"List_Id": "<news.customer.example>"},
        {"Return_Path": "<>"},
        {"sender": "MAILER-DAEMON@customer.example"},
        {"sender": "Mail Delivery <postmaster@customer.example>"},
        {"sender": "no-reply@customer.example"},
        {"subject": "Automatic reply: Your request"},
        {"subject": "Out of office: Re: Your request"},
    ],
)
def test_an_automatic_mail_is_recognised(app, headers):
    assert read(incoming(**headers)).automatic


def test_a_delivery_report_is_recognised(app):
    raw = b"From: a@b.example\nContent-Type: multipart/report; boundary=b\n\n--b\n\nfailed\n--b--\n"

    assert read(raw).automatic


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Return_Path": "<alice@customer.example>"},
        {"Precedence": "first-class"},
        {"subject": "Automation of replies"},
        {"sender": "bouncer@customer.example"},
    ],
)
def test_a_person_s_mail_is_not(app, headers):
    assert read(incoming(**headers)).automatic is None
