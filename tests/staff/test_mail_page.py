"""Mail that could not be sent, and mail that belongs to no request: staff see to both."""

import pytest
from flask import Flask

from frontdesk.core import audit, clock
from frontdesk.core.db import db, transaction
from frontdesk.core.mail import inbox
from frontdesk.core.mail.models import InboundMail, MailState, OutboxMail
from tests.client import CheckingClient
from tests.factories import a_request
from tests.mail.messages import incoming
from tests.outbox import outbox_mail


@pytest.fixture
def dead(app: Flask) -> OutboxMail:
    """An acknowledgement that its server has refused for good."""
    a_request()
    with transaction() as session:
        mail = session.query(OutboxMail).one()
        mail.state, mail.attempts = MailState.DEAD, 60
        mail.finished_at, mail.last_error = clock.now(), "550 <no> such mailbox"
    return outbox_mail()[0]


@pytest.fixture
def aside(app: Flask) -> InboundMail:
    inbox.process(incoming(subject="Hello <there>"))
    return db.session.query(InboundMail).one()


def test_a_dead_mail_is_listed_with_its_reason_and_tried_again(
    staff_client: CheckingClient, dead: OutboxMail
) -> None:
    words = staff_client.text("/staff/mail")
    assert "Your support request JX-" in words
    assert "to pat@surgery.example" in words
    assert "550 <no> such mailbox" in words
    assert staff_client.form("/staff/mail", "Try again").submit().status_code == 303
    db.session.rollback()
    assert outbox_mail()[0].state == MailState.QUEUED
    assert "Every mail has gone out" in staff_client.text("/staff/mail")
    assert audit.latest()[0].action == "tried a dead mail again"


def test_a_second_press_finds_it_no_longer_dead_and_says_so(
    staff_client: CheckingClient, dead: OutboxMail
) -> None:
    form = staff_client.form("/staff/mail", "Try again")
    form.submit()
    answer = form.submit(follow_redirects=True)
    assert answer.status_code == 200
    assert "no longer on the list" in answer.text


def test_a_mail_set_aside_is_listed_with_its_reason_and_marked_as_dealt_with(
    staff_client: CheckingClient, aside: InboundMail
) -> None:
    words = staff_client.text("/staff/mail")
    assert "Hello <there> from alice@customer.example" in words
    assert "it belongs to no request that we know" in words
    staff_client.form("/staff/mail", "I have dealt with it").submit()
    assert inbox.set_aside() == []
    assert audit.latest()[0].actor == "robin@site.example"


def test_a_second_press_on_a_mail_set_aside_says_so(
    staff_client: CheckingClient, aside: InboundMail
) -> None:
    form = staff_client.form("/staff/mail", "I have dealt with it")
    form.submit()
    answer = form.submit(follow_redirects=True)
    assert answer.status_code == 200
    assert "no longer on the list" in answer.text


def test_a_mail_that_is_not_there_says_so(staff_client: CheckingClient, dead: OutboxMail) -> None:
    token = staff_client.form("/staff/mail", "Try again").values["csrf_token"]
    for path in ("/staff/mail/4711/retry", "/staff/mail/aside/4711"):
        answer = staff_client.post(path, data={"csrf_token": token}, follow_redirects=True)
        assert "no longer on the list" in answer.text
    assert outbox_mail()[0].state == MailState.DEAD
