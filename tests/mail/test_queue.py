"""Queueing a mail: part of the caller's transaction, one recipient, nothing odd in a header."""

import pytest
from sqlalchemy import func, select

from frontdesk.core.db import db, transaction
from frontdesk.core.mail import outbox
from frontdesk.core.mail.headers import HeaderRefused
from frontdesk.core.mail.models import MailState, OutboxMail
from tests.mail.sample import queue

SEPARATORS = [*"\n\r\v\f\x00\x1b\x1c\x1d\x1e\x7f\x85\u2028\u2029"]


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMail)) or 0


def test_a_mail_is_made_from_its_templates(app):
    mail = queue("alice@customer.example", {"name": "Alice & Co", "subject": "Hello <you>"})

    assert mail.subject == "Hello <you>"
    assert mail.text == "Dear Alice & Co,\nsee http://localhost/privacy.\n".rstrip("\n")
    assert mail.html == "<p>Dear Alice &amp; Co</p>"
    assert mail.state == MailState.QUEUED
    assert mail.message_id.endswith("@site.example>")


def test_a_mail_goes_with_the_transaction_that_queued_it(app):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        outbox.queue(session, "sample", "alice@customer.example", {})
        session.flush()
        raise ZeroDivisionError

    assert count() == 0


@pytest.mark.parametrize("separator", SEPARATORS, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("header", ["to", "subject", "reply_to", "in_reply_to"])
@pytest.mark.one_database
def test_no_header_takes_a_separator(app, header, separator):
    evil = f"alice@customer.example{separator}Bcc: everybody@elsewhere.example"
    values = {"to": "alice@customer.example", header: evil}
    subject = values.pop("subject", "A sample")

    with pytest.raises(HeaderRefused):
        queue(values.pop("to"), {"subject": subject}, **values)

    assert count() == 0


@pytest.mark.parametrize(
    "several",
    [
        "a@customer.example, b@customer.example",
        "a@customer.example;b@customer.example",
        "Alice <a@customer.example>",
        "a@b@customer.example",
        "nobody",
        "",
    ],
)
@pytest.mark.one_database
def test_a_mail_has_one_recipient(app, several):
    with pytest.raises(HeaderRefused):
        queue(several)


@pytest.mark.one_database
def test_a_long_subject_is_cut_to_fit(app):
    mail = queue("alice@customer.example", {"subject": "long " * 200})

    assert len(mail.subject) == 400
    assert mail.subject.endswith("…")


@pytest.mark.one_database
def test_every_mail_has_a_message_id_of_its_own(app):
    first, second = queue("alice@customer.example"), queue("alice@customer.example")

    assert first.message_id != second.message_id
