"""What happens to a mail that came in: it is filed by a feature, or set aside for staff.

Each mail is known by the hash of its bytes, written in the same transaction as what a feature
makes of it: read twice, it is acted on once.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from frontdesk.core import audit, clock
from frontdesk.core.db import db, transaction
from frontdesk.core.mail.models import InboundMail
from frontdesk.core.mail.reading import InboundMessage, Malformed, read

Handler = Callable[[Session, InboundMessage], bool]

FILED, SET_ASIDE = "filed", "set_aside"
NOBODY_TOOK_IT = "it belongs to no request that we know"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """`filed` or `set_aside`, and why; `seen` when an earlier reading had decided it."""

    outcome: str
    reason: str
    seen: bool = False


class NotSetAside(Exception):
    """Only a mail that was set aside, and not yet handled, can be marked as handled."""


def handler(app: Flask, take: Handler) -> None:
    """Register who may take a mail; the first that returns True has filed it."""
    app.extensions.setdefault("inbox_handlers", []).append(take)


def process(raw: bytes) -> Outcome:
    """File a mail or set it aside. Only a database that is out of reach makes this raise."""
    fingerprint = hashlib.sha256(raw).hexdigest()
    earlier = _earlier(fingerprint)
    if earlier is not None:
        return earlier
    try:
        message = read(raw)
    except Malformed as malformed:
        return _set_aside(fingerprint, str(malformed))
    try:
        return _offer(fingerprint, message)
    except OperationalError:
        raise
    except Exception as wrong:
        # Another worker may have had the same mail at the same moment.
        earlier = _earlier(fingerprint)
        if earlier is not None:
            return earlier
        log.exception("A mail could not be filed")
        reason = f"our own program failed on it ({type(wrong).__name__})"
        return _set_aside(fingerprint, reason, message)


def process_too_large(header: bytes, size: int) -> Outcome:
    """Set aside a mail of which only the header was read."""
    fingerprint = hashlib.sha256(header).hexdigest()
    earlier = _earlier(fingerprint)
    if earlier is not None:
        return earlier
    reason = f"it is too large to read ({size / 1_000_000:.0f} MB)"
    try:
        return _set_aside(fingerprint, reason, read(header))
    except Malformed:
        return _set_aside(fingerprint, reason)


def _earlier(fingerprint: str) -> Outcome | None:
    query = select(InboundMail).where(InboundMail.fingerprint == fingerprint)
    row = db.session.scalar(query)
    found = Outcome(row.outcome, row.reason, seen=True) if row else None
    db.session.rollback()
    return found


def _offer(fingerprint: str, message: InboundMessage) -> Outcome:
    handlers: list[Handler] = current_app.extensions.get("inbox_handlers", [])
    with transaction() as session:
        row = _row(fingerprint, SET_ASIDE, _nobody(message), message)
        session.add(row)
        # The row goes first: a second reader of the same mail stops here.
        session.flush()
        if any(take(session, message) for take in handlers):
            row.outcome, row.reason = FILED, ""
        return Outcome(row.outcome, row.reason)


def _nobody(message: InboundMessage) -> str:
    if message.automatic:
        return f"an automatic mail ({message.automatic})"[:200]
    return NOBODY_TOOK_IT


def _set_aside(fingerprint: str, reason: str, message: InboundMessage | None = None) -> Outcome:
    try:
        with transaction() as session:
            session.add(_row(fingerprint, SET_ASIDE, reason[:200], message))
    except IntegrityError:
        earlier = _earlier(fingerprint)
        if earlier is None:
            raise
        return earlier
    return Outcome(SET_ASIDE, reason[:200])


def _row(
    fingerprint: str, outcome: str, reason: str, message: InboundMessage | None
) -> InboundMail:
    return InboundMail(
        fingerprint=fingerprint,
        outcome=outcome,
        reason=reason,
        sender=message.sender if message else "",
        subject=message.subject if message else "",
        received_at=clock.now(),
    )


def set_aside() -> list[InboundMail]:
    """The mails set aside that nobody has handled yet, newest first."""
    query = select(InboundMail).where(
        InboundMail.outcome == SET_ASIDE, InboundMail.handled_at.is_(None)
    )
    newest_first = query.order_by(InboundMail.received_at.desc(), InboundMail.id.desc())
    return list(db.session.scalars(newest_first))


def mark_handled(mail_id: int, actor: str) -> None:
    """Take a mail off the list of those set aside. Raises NotSetAside."""
    with transaction() as session:
        mail = session.get(InboundMail, mail_id, with_for_update=True)
        if mail is None or mail.outcome != SET_ASIDE or mail.handled_at is not None:
            raise NotSetAside
        mail.handled_at = clock.now()
        audit.record(session, actor, "handled a mail set aside", f"inbound mail {mail.id}")
