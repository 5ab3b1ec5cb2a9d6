"""Every mail about a session."""

from typing import Any

from sqlalchemy.orm import Session

from frontdesk.core.mail import outbox
from frontdesk.core.mail.addresses import reply_address
from frontdesk.pages.policy import Policy
from frontdesk.remote.models import RemoteSession
from frontdesk.staff.models import Staff
from frontdesk.support.emails import thread_tag


def agreement_tag(token: str) -> str:
    """What stands after the plus sign of the single-use address that an agreement is sent to."""
    return f"a-{token}"


def proposal(
    session: Session, row: RemoteSession, policy: Policy, token: str, reply_token: str
) -> None:
    """The proposal, with the whole policy; a reply to it can be the agreement."""
    outbox.queue(
        session,
        "session_proposal",
        row.request.email,
        {"session": row, "policy": policy, "token": token},
        reply_to=reply_address(agreement_tag(reply_token)),
    )


def agreed(session: Session, row: RemoteSession, token: str) -> None:
    _to_customer(session, "session_agreed", row, token=token)


def link(session: Session, row: RemoteSession, token: str) -> None:
    _to_customer(session, "session_link", row, token=token)


def not_counted(session: Session, row: RemoteSession, token: str, why: str) -> None:
    """A reply that was filed as a message but was no agreement: where a button does it."""
    _to_customer(session, "session_not_counted", row, token=token, why=why)


def over(session: Session, row: RemoteSession) -> None:
    """A session that ended before it began."""
    _to_customer(session, "session_over", row)


def record(session: Session, row: RemoteSession) -> None:
    """Times, names, choices, and the policy's version and hash, to both sides; no content."""
    _to_customer(session, "session_record", row)
    representative = session.get_one(Staff, row.representative_id)
    outbox.queue(session, "session_record", representative.email, {"session": row})


def _to_customer(session: Session, kind: str, row: RemoteSession, **context: Any) -> None:
    outbox.queue(
        session,
        kind,
        row.request.email,
        {"session": row, **context},
        reply_to=reply_address(thread_tag(row.reference)),
    )
