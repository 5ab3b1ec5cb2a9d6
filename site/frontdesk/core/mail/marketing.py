"""Marketing mail: it reaches nobody who objected, and whoever it reaches can end it by one click.

Who objected, and by which link one objects, a feature knows; it registers a guard here.
"""

from collections.abc import Collection
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from frontdesk.core import clock
from frontdesk.core.mail.models import MailState, OutboxMail


class NoWayOut(ValueError):
    """A marketing mail does not show its reader the link that ends it."""


class Guard(Protocol):
    """Who is asked, when a marketing mail is queued and again when it is sent."""

    def subject(self, email: str) -> str:
        """What stands for the person, whichever spelling of the address is used."""

    def objected(self, session: Session, email: str) -> bool:
        """Whether this address must not be sent marketing."""

    def link(self, email: str) -> str:
        """Where a POST without cookie or token of a form records the objection (RFC 8058)."""


def guarded_by(app: Flask, guard: Guard) -> None:
    """Register the guard; without one no marketing mail can be queued."""
    app.extensions["marketing_guard"] = guard


def objected(session: Session, email: str) -> bool:
    return _guard().objected(session, email)


def prepare(session: Session, mail: OutboxMail) -> None:
    """Give the mail its way out, or make it a suppressed one if the recipient objected."""
    mail.subject_hash = _guard().subject(mail.recipient)
    if objected(session, mail.recipient):
        _suppress(mail)
    else:
        mail.unsubscribe_url = _guard().link(mail.recipient)


def require_way_out(mail: OutboxMail) -> None:
    """Raises NoWayOut unless both texts of the mail show the link that ends them."""
    for kind, text in (("text", mail.text), ("HTML", mail.html)):
        if not mail.unsubscribe_url or mail.unsubscribe_url not in (text or ""):
            raise NoWayOut(f"The {kind} of {mail.kind} does not show unsubscribe_url.")


def headers(unsubscribe_url: str) -> dict[str, str]:
    """What mail programs make their own button of (RFC 2369 and RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def cancel(session: Session, subjects: Collection[str]) -> None:
    """Suppress what waits for these people, in the transaction that records their objection.

    What a worker holds at this moment is left to it: it asks the guard before it sends.
    """
    waiting = (
        select(OutboxMail.id)
        .where(
            OutboxMail.subject_hash.in_(subjects),
            OutboxMail.state.in_((MailState.QUEUED, MailState.DEAD)),
        )
        .order_by(OutboxMail.id)
        .with_for_update(skip_locked=True)
    )
    numbers = list(session.scalars(waiting))
    if numbers:
        wiped = dict.fromkeys(("text", "html", "unsubscribe_url", "last_error"))
        values = {**wiped, "state": MailState.SUPPRESSED, "finished_at": clock.now()}
        session.execute(update(OutboxMail).where(OutboxMail.id.in_(numbers)).values(values))


def _suppress(mail: OutboxMail) -> None:
    mail.state, mail.finished_at = MailState.SUPPRESSED, clock.now()


def _guard() -> Guard:
    guard: Guard | None = current_app.extensions.get("marketing_guard")
    if guard is None:
        raise RuntimeError("Marketing mail needs a guard that knows who objected; none is set.")
    return guard
