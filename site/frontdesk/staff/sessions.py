"""Who is signed in and where: each sign-in has a row, and ends when the row goes."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from frontdesk.core import audit, clock
from frontdesk.core.db import db, transaction
from frontdesk.core.tokens import token_hash
from frontdesk.staff import emails
from frontdesk.staff.models import Staff, StaffBrowser, StaffSession

# The cookie itself dies after twelve hours without a change.
IDLE = timedelta(hours=24)
COARSE = timedelta(minutes=5)
SUSPICIOUS_TRIES = 3
SIGNED_IN = "signed in"


def begin(staff_id: int, token: str, browser: str) -> None:
    """Note a sign-in, and tell its owner when there is something odd about it."""
    now = clock.now()
    with transaction() as session:
        staff = session.get_one(Staff, staff_id, with_for_update=True)
        tries, staff.failed_tries = staff.failed_tries, 0
        new = _is_new(session, staff_id, browser)
        session.add(
            StaffSession(
                token_hash=token_hash(token),
                staff_id=staff_id,
                created_at=now,
                seen_at=now,
                browser=browser,
            )
        )
        detail = f"{browser}, after {tries} wrong tries" if tries else browser
        audit.record(session, staff.email, SIGNED_IN, staff.email, detail)
        if new or tries >= SUSPICIOUS_TRIES:
            emails.signed_in(session, staff, browser, now, tries if tries > 1 else 0)


def _is_new(session: Session, staff_id: int, browser: str) -> bool:
    """Whether this kind of browser is new to somebody who had used another before."""
    mine = select(StaffBrowser.browser).where(StaffBrowser.staff_id == staff_id)
    known = set(session.scalars(mine))
    if browser in known:
        return False
    session.add(StaffBrowser(staff_id=staff_id, browser=browser))
    return bool(known)


def count_failure(email: str) -> None:
    """A wrong password or code, for the account's own warning; nothing is kept of the guesser."""
    with transaction() as session:
        query = select(Staff).where(Staff.email == email.strip().lower()).with_for_update()
        staff = session.scalar(query)
        if staff is not None:
            staff.failed_tries += 1


def good(staff_id: int, token: str) -> StaffSession | None:
    """The row of a sign-in that has not been ended."""
    query = select(StaffSession).where(
        StaffSession.token_hash == token_hash(token), StaffSession.staff_id == staff_id
    )
    return db.session.scalar(query)


def is_stale(row: StaffSession) -> bool:
    return clock.now() - row.seen_at > COARSE


def touch(session_id: int) -> None:
    """Note that a sign-in is in use, to within a few minutes."""
    with transaction() as session:
        row = session.get(StaffSession, session_id)
        if row is not None:
            row.seen_at = clock.now()


def of(staff_id: int) -> list[StaffSession]:
    """Where somebody is signed in, the latest first."""
    query = select(StaffSession).where(StaffSession.staff_id == staff_id)
    return list(
        db.session.scalars(query.order_by(StaffSession.created_at.desc(), StaffSession.id.desc()))
    )


def end(token: str) -> None:
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash(token)))


def end_one(staff_id: int, actor: str, session_id: int) -> None:
    """End one sign-in of somebody; one that is over already is no harm."""
    mine = delete(StaffSession).where(
        StaffSession.id == session_id, StaffSession.staff_id == staff_id
    )
    with transaction() as session:
        gone = session.scalar(mine.returning(StaffSession.browser))
        if gone is not None:
            audit.record(session, actor, "ended a sign-in", actor, gone)


def end_others(staff_id: int, actor: str, keep: str) -> None:
    """End every sign-in of somebody but the one with the token `keep`."""
    others = delete(StaffSession).where(
        StaffSession.staff_id == staff_id, StaffSession.token_hash != token_hash(keep)
    )
    with transaction() as session:
        number = len(session.scalars(others.returning(StaffSession.id)).all())
        audit.record(session, actor, "ended all other sign-ins", actor, str(number))


def forget_old() -> None:
    """Delete what nobody can use any more."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.seen_at < _oldest()))


def _oldest() -> datetime:
    return clock.now() - IDLE


def second_step_changed(staff_id: int, on: bool) -> None:
    """Note that somebody has set up or switched off the second step, and tell the person."""
    what = "set up" if on else "switched off"
    with transaction() as session:
        staff = session.get_one(Staff, staff_id)
        audit.record(session, staff.email, f"{what} two-step sign-in", staff.email)
        emails.changed(session, staff, f"Two-step sign-in was {what} for your account.")


def passkey_changed(staff_id: int, what: str, name: str) -> None:
    """Note that somebody has "added" or "removed" a passkey, and tell the person."""
    with transaction() as session:
        staff = session.get_one(Staff, staff_id)
        audit.record(session, staff.email, f"{what} a passkey", staff.email, name)
        emails.changed(session, staff, f"A passkey was {what} for your account: {name}.")
