"""Replies by mail, filed on the request whose signed address they were sent to."""

import hmac

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core.mail.inbox import InboundMessage
from frontdesk.core.tokens import tidy_reference
from frontdesk.support import actions, store
from frontdesk.support.emails import thread_tag
from frontdesk.support.models import Kind, SupportRequest

EMPTY = "(This mail had no text.)"
LONGEST_AUTHOR, LONGEST_TITLE = 160, 200


def file_reply(session: Session, mail: InboundMessage) -> bool:
    """Whether the mail belonged to a request and is now on its timeline."""
    request = _addressed_request(session, mail.tag or "")
    if request is None:
        return False
    file_on(session, request, mail)
    return True


def file_on(session: Session, request: SupportRequest, mail: InboundMessage) -> None:
    """Put the mail on the timeline: as the customer's word only where it plainly is."""
    request = store.locked(session, request.id)
    text = "\n".join([mail.reply_text or mail.text or EMPTY, *mail.attachments])
    if mail.automatic:
        title = f"automatic reply ({mail.automatic})"
        _add_unproven(session, request, mail, title, text)
    elif mail.sender.lower() != request.email.lower():
        title = "mail from another address: check who wrote it"
        _add_unproven(session, request, mail, title, text)
    else:
        how = "wrote by mail" if mail.authenticated else "wrote by mail (sender not proven)"
        actions.add_customer_message(session, request, text, how)


def _add_unproven(
    session: Session, request: SupportRequest, mail: InboundMessage, title: str, text: str
) -> None:
    # Staff see it; the customer's page does not, since a stranger may have written it. The
    # addresses that mailing programs make up can be longer than the columns.
    author, heading = mail.sender[:LONGEST_AUTHOR], title[:LONGEST_TITLE]
    actions.add_entry(session, request, Kind.MESSAGE, "site", author, heading, text, shown=False)


def _addressed_request(session: Session, tag: str) -> SupportRequest | None:
    parts = tag.split("-")
    reference = tidy_reference(parts[1]) if len(parts) == 3 and parts[0] == "r" else None
    if reference is None or not hmac.compare_digest(thread_tag(reference), tag):
        return None
    return session.scalar(select(SupportRequest).where(SupportRequest.reference == reference))
