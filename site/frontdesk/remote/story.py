"""What happened to a session, in words, on its request's timeline."""

from sqlalchemy.orm import Session

from frontdesk.remote.machine import Event
from frontdesk.remote.models import RemoteSession
from frontdesk.support import actions as support_actions
from frontdesk.support.models import Kind

CUSTOMER: dict[Event, str] = {
    Event.NEED_AUTHORITY: "is asking for permission first; no clock runs",
    Event.HAVE_AUTHORITY: "has the permission that was needed",
    Event.DECLINE: "declined the session",
    Event.WITHDRAW: "took the agreement back",
    Event.REQUEST_KEY: "requested a key",
    Event.CLOSE_DOCUMENTS: "closed all documents",
    Event.GRANT_VIEW: "allowed viewing",
    Event.DECLINE_VIEW: "did not allow viewing",
}

SITE: dict[Event, str] = {
    Event.EXPIRE: "the session's time ran out",
    Event.LAPSE: "five minutes passed: the key is dead, and a new one can be requested",
    Event.FALL_SILENT: "one side was no longer there, so the session ended",
    Event.POLICY_CHANGED: "the privacy policy changed, so the proposal was withdrawn",
}


def tell(
    session: Session, row: RemoteSession, title: str, author_kind: str, author: str = "Frontdesk"
) -> None:
    """Add a line to the timeline and let open pages know, inside the caller's transaction."""
    row.version += 1
    support_actions.add_entry(session, row.request, Kind.SESSION, author_kind, author, title)


def outcome(row: RemoteSession) -> str:
    """How the session ended, as a sentence's end."""
    return row.end_reason or "ended"
