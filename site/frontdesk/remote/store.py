"""Reading sessions. Every query has a name and a fixed order."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core.db import db
from frontdesk.core.tokens import token_hash
from frontdesk.remote.machine import State
from frontdesk.remote.models import RemoteSession, SessionAccess, Signal

# The databases differ in what they say of a number that no column can hold.
LARGEST_NUMBER = 2**31 - 1

CLOCKED = (State.PROPOSED, State.AGREED, State.KEY_REQUESTED, State.KEY_ISSUED, State.LIVE)


def by_id(session_id: int) -> RemoteSession | None:
    if session_id > LARGEST_NUMBER:
        return None
    return db.session.get(RemoteSession, session_id)


def by_token(token: str) -> RemoteSession | None:
    """The session whose customer's page `token` opens."""
    return db.session.scalar(
        select(RemoteSession)
        .join(SessionAccess, SessionAccess.session_id == RemoteSession.id)
        .where(SessionAccess.token_hash == token_hash(token))
    )


def by_reply_token(session: Session, token: str) -> RemoteSession | None:
    return session.scalar(
        select(RemoteSession).where(RemoteSession.reply_token_hash == token_hash(token))
    )


def locked(session: Session, session_id: int) -> RemoteSession:
    """The session's row, held for this transaction so that moves come one after another."""
    query = select(RemoteSession).where(RemoteSession.id == session_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def of_request(request_id: int) -> list[RemoteSession]:
    """A request's sessions, the newest first."""
    return list(
        db.session.scalars(
            select(RemoteSession)
            .where(RemoteSession.request_id == request_id)
            .order_by(RemoteSession.id.desc())
        )
    )


def with_running_clocks() -> list[RemoteSession]:
    """Sessions in a state that time can end."""
    query = select(RemoteSession).where(RemoteSession.state.in_(CLOCKED))
    return list(db.session.scalars(query.order_by(RemoteSession.id)))


def signals(session_id: int, sender: str, after: int) -> list[Signal]:
    """What `sender` has passed on since signal number `after`, in order."""
    return list(
        db.session.scalars(
            select(Signal)
            .where(Signal.session_id == session_id, Signal.sender == sender, Signal.id > after)
            .order_by(Signal.id)
        )
    )
