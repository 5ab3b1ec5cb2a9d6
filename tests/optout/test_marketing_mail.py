"""An objection is honoured by the outbox."""

from flask import Flask
from jinja2 import DictLoader

from frontdesk.core.db import transaction
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState
from frontdesk.optout.actions import record_objection

OFFER = {
    f"emails/offer/{name}": "An offer {{ unsubscribe_url }}" for name in ("body.txt", "body.html")
}
OFFER["emails/offer/subject.txt"] = "An offer"


def queue(app: Flask, to: str, marketing: bool) -> str:
    app.jinja_loader = DictLoader(OFFER)
    with transaction() as session:
        return outbox.queue(session, "offer", to, {}, marketing=marketing).state


def test_no_marketing_is_queued_for_somebody_who_objected(app: Flask) -> None:
    record_objection("ann@example.org", "", "", ["email"], "post")
    assert queue(app, "Ann@example.org", marketing=True) == MailState.SUPPRESSED
    assert queue(app, "bob@example.org", marketing=True) == MailState.QUEUED


def test_what_was_asked_for_still_comes(app: Flask) -> None:
    record_objection("ann@example.org", "", "", ["email"], "post")
    assert queue(app, "ann@example.org", marketing=False) == MailState.QUEUED


def test_an_objection_to_calls_leaves_mail_alone(app: Flask) -> None:
    record_objection("ann@example.org", "", "", ["phone"], "post")
    assert queue(app, "ann@example.org", marketing=True) == MailState.QUEUED
