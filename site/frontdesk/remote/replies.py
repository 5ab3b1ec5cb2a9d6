"""Agreement by reply: what counts, and what becomes a message with a link to the button."""

from sqlalchemy.orm import Session

from frontdesk.core.mail.inbox import InboundMessage
from frontdesk.core.mail.replies import agrees_plainly
from frontdesk.remote import actions, emails, store
from frontdesk.remote.change import Change, new_access
from frontdesk.remote.machine import TERMINAL, State
from frontdesk.remote.models import RemoteSession
from frontdesk.support import correspondence

QUOTED = 500


def take(session: Session, mail: InboundMessage) -> bool:
    """File a mail that was sent to a proposal's own address; count it only if all is right."""
    if not (mail.tag or "").startswith("a-"):
        return False
    found = store.by_reply_token(session, (mail.tag or "").removeprefix("a-"))
    if found is None:
        return False
    change = Change(session, store.locked(session, found.id))
    change.settle()
    correspondence.file_on(session, change.row.request, mail)
    if mail.automatic or mail.sender.lower() != change.row.request.email.lower():
        return True
    why = _why_not(change.row, mail) or _agree(change, mail)
    if why and change.row.state not in TERMINAL:
        emails.not_counted(session, change.row, new_access(session, change.row), why)
    return True


def _why_not(row: RemoteSession, mail: InboundMessage) -> str | None:
    """Why the mail cannot be an agreement, in words for its sender; None when it can."""
    if not mail.authenticated:
        return "your mail service did not prove that the mail came from you"
    if not agrees_plainly(mail.reply_text, row.request.name, row.request.organisation):
        return "it did not say “I agree” and nothing else"
    if row.on_site:
        return "the name of the person who will watch on site is needed too"
    if row.state == State.AUTHORITY_WAIT:
        return "you are still waiting for permission from another body"
    return None


def _agree(change: Change, mail: InboundMessage) -> str | None:
    evidence = f"Mail {mail.message_id}; {mail.evidence}; “{mail.reply_text[:QUOTED]}”"
    if actions.agree_within(change, "reply", change.row.request.name, evidence):
        return None
    return "the proposal was not open any more"
