"""The outbox: every mail is a row, written with what it tells of, sent later by the worker.

The worker claims rows with a lease and commits, sends outside any transaction, and then records
the outcome. A crash between sending and recording sends the mail again under the same Message-ID.
"""

import logging
import random
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, render_template
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from frontdesk.core import audit, clock
from frontdesk.core.db import db, transaction
from frontdesk.core.mail import marketing as marketing_mail
from frontdesk.core.mail.addresses import domain_of, is_single
from frontdesk.core.mail.headers import HeaderRefused, checked
from frontdesk.core.mail.models import MailState, OutboxMail
from frontdesk.core.mail.transport import ConnectionFault, Letter, Line, Refused, line

BATCH = 50
LEASE = timedelta(minutes=5)
# One mail can take this long when every answer of the server just makes its time-out.
LONGEST_MAIL = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)
# Eight waits double up to an hour, and with 51 of an hour the last try comes after two days.
TRIES = 60

log = logging.getLogger(__name__)


class NotDead(Exception):
    """Only a mail on the dead list can be tried again."""


def queue(
    session: Session,
    kind: str,
    to: str,
    context: dict[str, Any],
    *,
    reply_to: str | None = None,
    in_reply_to: str | None = None,
    marketing: bool = False,
) -> OutboxMail:
    """Add a mail to the caller's transaction, made from templates/emails/<kind>/.

    Raises HeaderRefused. A marketing mail to somebody who objected is kept as suppressed, empty;
    to anybody else it must show `unsubscribe_url`, which its templates are given, or NoWayOut is
    raised.
    """
    for name, address in (("To", to), ("Reply-To", reply_to)):
        if address is not None and not is_single(checked(name, address)):
            raise HeaderRefused(f"{name} must be one address and nothing else.")
    checked("In-Reply-To", in_reply_to or "")
    subject = checked(
        "Subject", render_template(f"emails/{kind}/subject.txt", **context).strip("\n")
    )
    mail = OutboxMail(
        message_id=_new_message_id(),
        kind=kind,
        marketing=marketing,
        recipient=to,
        reply_to=reply_to,
        in_reply_to=in_reply_to,
        subject=subject if len(subject) <= 400 else f"{subject[:399]}…",
        state=MailState.QUEUED,
        attempts=0,
        due_at=clock.now(),
        created_at=clock.now(),
    )
    if marketing:
        marketing_mail.prepare(session, mail)
    if mail.state == MailState.QUEUED:
        _write(mail, context)
    session.add(mail)
    return mail


def _write(mail: OutboxMail, context: dict[str, Any]) -> None:
    known = {**context, "unsubscribe_url": mail.unsubscribe_url}
    mail.text = render_template(f"emails/{mail.kind}/body.txt", **known)
    mail.html = render_template(f"emails/{mail.kind}/body.html", **known)
    if mail.marketing:
        marketing_mail.require_way_out(mail)


def _new_message_id() -> str:
    # Short enough for one line: some servers lose an identifier that stands on a line of its own.
    domain = domain_of(current_app.extensions["settings"].mail_from)
    return f"<{secrets.token_hex(16)}@{domain}>"


def claim(limit: int = BATCH) -> tuple[str, list[Letter]]:
    """Take due mails, and those whose lease ran out, for LEASE. Commits before it returns."""
    owner, now = secrets.token_hex(16), clock.now()
    due = select(OutboxMail).where(_claimable(now)).order_by(OutboxMail.due_at, OutboxMail.id)
    with transaction() as session:
        mails = session.scalars(due.limit(limit).with_for_update(skip_locked=True)).all()
        letters = [_letter(mail) for mail in mails]
        for mail in mails:
            mail.state, mail.lease, mail.leased_until = MailState.SENDING, owner, now + LEASE
    return owner, letters


def _claimable(now: datetime) -> Any:
    queued = (OutboxMail.state == MailState.QUEUED) & (OutboxMail.due_at <= now)
    abandoned = (OutboxMail.state == MailState.SENDING) & (OutboxMail.leased_until <= now)
    return or_(queued, abandoned)


def _letter(mail: OutboxMail) -> Letter:
    return Letter(
        id=mail.id,
        message_id=mail.message_id,
        marketing=mail.marketing,
        unsubscribe_url=mail.unsubscribe_url,
        recipient=mail.recipient,
        reply_to=mail.reply_to,
        in_reply_to=mail.in_reply_to,
        subject=mail.subject,
        text=mail.text or "",
        html=mail.html or "",
        attempts=mail.attempts,
    )


def deliver_due(stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, one batch; returns how many were sent. Safe in several workers at once.

    `stop` is asked between two mails, so that a worker told to end finishes the one in hand.
    """
    if not _anything_due():
        return 0
    owner, letters = claim()
    good_until = clock.now() + LEASE - LONGEST_MAIL
    sent = 0
    try:
        with line() as way_out:
            for letter in letters:
                if stop() or clock.now() > good_until:
                    break
                sent += _deliver(way_out, owner, letter)
    except ConnectionFault as fault:
        _postpone_all(owner, letters, str(fault))
    _release(owner)
    return sent


def _anything_due() -> bool:
    """A read first: on SQLite claiming is a write, and the worker looks every second."""
    found = db.session.scalar(select(OutboxMail.id).where(_claimable(clock.now())).limit(1))
    db.session.rollback()
    return found is not None


def _deliver(way_out: Line, owner: str, letter: Letter) -> bool:
    try:
        if letter.marketing and _objected_since(letter):
            _finish(owner, letter, MailState.SUPPRESSED)
            return False
        way_out.post(letter)
    except Refused as refused:
        _refuse(owner, letter, str(refused), refused.permanent)
        return False
    except (ConnectionFault, OSError):
        raise
    except Exception as wrong:
        # One mail that cannot be sent must not keep the others waiting.
        log.exception("Mail %s could not be sent", letter.id)
        _refuse(owner, letter, f"{type(wrong).__name__}: {wrong}", permanent=False)
        return False
    _finish(owner, letter, MailState.SENT)
    return True


def _objected_since(letter: Letter) -> bool:
    with transaction() as session:
        return marketing_mail.objected(session, letter.recipient)


def _finish(owner: str, letter: Letter, state: MailState) -> None:
    with transaction() as session:
        mail = _held(session, owner, letter)
        if mail is None:
            log.warning("Mail %s ended as %s after its lease was lost", letter.id, state)
            return
        mail.state, mail.finished_at, mail.lease, mail.leased_until = state, clock.now(), None, None
        mail.text = mail.html = mail.unsubscribe_url = mail.last_error = None
        mail.attempts += 1


def _refuse(owner: str, letter: Letter, reason: str, permanent: bool) -> None:
    with transaction() as session:
        mail = _held(session, owner, letter)
        if mail is not None:
            _postpone(mail, reason, permanent)


def _postpone_all(owner: str, letters: list[Letter], reason: str) -> None:
    """The line is down: the batch is put off, each by its own wait, and all others by the first."""
    log.warning("Mail cannot leave: %s", reason)
    now = clock.now()
    others = update(OutboxMail).where(
        OutboxMail.state == MailState.QUEUED, OutboxMail.due_at <= now
    )
    with transaction() as session:
        for letter in letters:
            mail = _held(session, owner, letter)
            if mail is not None:
                _postpone(mail, reason, permanent=False)
        session.execute(others.values(due_at=now + FIRST_WAIT))


def _postpone(mail: OutboxMail, reason: str, permanent: bool) -> None:
    mail.attempts += 1
    mail.lease = mail.leased_until = None
    mail.last_error = _printable(reason)
    if permanent or mail.attempts >= TRIES:
        mail.state, mail.finished_at = MailState.DEAD, clock.now()
    else:
        mail.state, mail.due_at = MailState.QUEUED, clock.now() + wait_before(mail.attempts + 1)


def wait_before(attempt: int) -> timedelta:
    """How long a mail rests before its second, third … attempt: longer each time, never in step."""
    # The exponent is held down, or a late attempt would be too large for a timedelta.
    wait = min(FIRST_WAIT * 2 ** min(attempt - 2, 20), LONGEST_WAIT)
    return wait * random.uniform(1, 1.25)  # noqa: S311  (spreads load, hides nothing)


def _release(owner: str) -> None:
    """Give back what was claimed and not tried."""
    held = update(OutboxMail).where(
        OutboxMail.lease == owner, OutboxMail.state == MailState.SENDING
    )
    with transaction() as session:
        session.execute(held.values(state=MailState.QUEUED, lease=None, leased_until=None))


def _held(session: Session, owner: str, letter: Letter) -> OutboxMail | None:
    """The row, locked, while this worker's lease on it holds."""
    mine = select(OutboxMail).where(
        OutboxMail.id == letter.id,
        OutboxMail.lease == owner,
        OutboxMail.state == MailState.SENDING,
    )
    return session.scalar(mine.with_for_update())


def _printable(reason: str) -> str:
    """What a server said, fit for a database column and a page."""
    return "".join(c if c.isprintable() else " " for c in reason)[:500]


def dead() -> list[OutboxMail]:
    """The mails that were given up, newest first."""
    query = select(OutboxMail).where(OutboxMail.state == MailState.DEAD)
    return list(
        db.session.scalars(query.order_by(OutboxMail.finished_at.desc(), OutboxMail.id.desc()))
    )


def retry(mail_id: int, actor: str) -> None:
    """Put a dead mail back in the queue, with all its tries. Raises NotDead."""
    with transaction() as session:
        mail = session.get(OutboxMail, mail_id, with_for_update=True)
        if mail is None or mail.state != MailState.DEAD:
            raise NotDead
        mail.state, mail.attempts, mail.due_at = MailState.QUEUED, 0, clock.now()
        mail.finished_at = None
        audit.record(session, actor, "tried a dead mail again", f"mail {mail.id}", mail.kind)
