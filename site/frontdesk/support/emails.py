"""Every mail that support sends. None carries the customer's own words back: the address may be
somebody else's."""

from sqlalchemy.orm import Session

from frontdesk.core.mail import outbox
from frontdesk.core.mail.addresses import reply_address
from frontdesk.core.tokens import keyed
from frontdesk.support.models import SupportRequest

SIGNATURE_BYTES = 10


def received(session: Session, request: SupportRequest, token: str) -> None:
    _send(session, "support_received", request, token)


def answered(
    session: Session, request: SupportRequest, token: str, representative: str, answer: str
) -> None:
    _send(session, "support_answered", request, token, representative=representative, answer=answer)


def resolved(session: Session, request: SupportRequest, token: str) -> None:
    _send(session, "support_resolved", request, token)


def thread_tag(reference: str) -> str:
    """What stands after the plus sign of the reply address: the reference, signed."""
    bare = reference.replace("-", "").lower()
    return f"r-{bare}-{keyed('reply', bare, SIGNATURE_BYTES)}"


def _send(session: Session, kind: str, request: SupportRequest, token: str, **context: str) -> None:
    outbox.queue(
        session,
        kind,
        request.email,
        {"reference": request.reference, "token": token, **context},
        reply_to=reply_address(thread_tag(request.reference)),
    )
