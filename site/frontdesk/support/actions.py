"""Everything that changes a support request. Each action is one transaction."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from frontdesk.core import audit, clock, once
from frontdesk.core.db import transaction
from frontdesk.core.tokens import keyed, new_reference, new_token, token_hash
from frontdesk.staff.member import Member
from frontdesk.support import emails, store
from frontdesk.support.models import Kind, Status, SupportAccess, SupportEntry, SupportRequest

CLOSE_AFTER = timedelta(days=7)
SITE = "Frontdesk"


class NotNow(Exception):
    """The request is not in a state that allows this; the message says so in plain words."""


@dataclass(frozen=True)
class Question:
    """What a customer tells us when asking for support."""

    name: str
    email: str
    summary: str
    details: str
    phone: str = ""
    organisation: str = ""
    product: str = ""
    authority_needed: bool = False


def ask(question: Question, nonce: str, suspected: bool = False) -> str:
    """Record a request from the form and queue its acknowledgement; returns the page's token.

    The token follows from the form's own random number, so the same form sent twice comes to the
    same page. A suspected request gets no mail until a person has released it.
    """
    token = page_token(nonce)
    with transaction() as session:
        if once.claim(session, f"ask {nonce}"):
            request = _create(session, question, "form", suspected=suspected)
            _grant(session, request, token)
            if not suspected:
                _acknowledge(session, request)
    return token


def page_token(nonce: str) -> str:
    return keyed("support-page", nonce)


def log_call(
    member: Member, question: Question, monitoring_announced: bool, nonce: str = ""
) -> str | None:
    """Record a request taken by telephone; returns its reference, None for a form sent twice."""
    with transaction() as session:
        if not _first_time(session, f"call {member.id}", nonce):
            return None
        request = _create(session, question, "phone", monitoring_announced=monitoring_announced)
        _acknowledge(session, request)
        audit.record(session, member.email, "logged a call", request.reference)
        return request.reference


def release(member: Member, request_id: int) -> None:
    """A person judged a suspected request to be real: it joins the queue, with its mail."""
    with transaction() as session:
        request = store.locked(session, request_id)
        if not request.suspected:
            raise NotNow("This request has been released already.")
        request.suspected = False
        _touch(request)
        _acknowledge(session, request)
        audit.record(session, member.email, "released from moderation", request.reference)


def customer_writes(request_id: int, text: str, nonce: str) -> None:
    """A message from the customer's own page."""
    with transaction() as session:
        if once.claim(session, f"message {request_id} {nonce}"):
            request = store.locked(session, request_id)
            add_customer_message(session, request, text, "wrote on this page")


def add_customer_message(session: Session, request: SupportRequest, text: str, title: str) -> None:
    """A message from the customer, whichever way it came, puts the request back in our hands."""
    add_entry(session, request, Kind.MESSAGE, "customer", request.name, title, text)
    _set_status(request, Status.OPEN)


def reopen(request_id: int, nonce: str) -> None:
    with transaction() as session:
        request = store.locked(session, request_id)
        first = once.claim(session, f"reopen {request_id} {nonce}")
        if first and request.status in (Status.RESOLVED, Status.CLOSED):
            add_entry(session, request, Kind.STATUS, "customer", request.name, "reopened this")
            _set_status(request, Status.OPEN)


def reply(member: Member, request_id: int, text: str, nonce: str = "") -> None:
    """An answer to the customer: on the page, and by mail. Raises NotNow before the release."""
    with transaction() as session:
        request = store.locked(session, request_id)
        if request.suspected:
            raise NotNow("This looks automatic: say first that it is genuine, then answer.")
        if not _first_time(session, f"reply {request_id}", nonce):
            return
        add_entry(session, request, Kind.MESSAGE, "staff", member.name, "answered", text)
        _set_status(request, Status.WAITING)
        emails.answered(session, request, new_access(session, request), member.name, text)
        audit.record(session, member.email, "replied", request.reference)


def note(member: Member, request_id: int, text: str, nonce: str = "") -> None:
    """A note among staff. The customer never sees it."""
    _staff_entry(member, request_id, Kind.NOTE, "noted", text, nonce)


def log_talk_through(member: Member, request_id: int, text: str, nonce: str = "") -> None:
    """The issue was talked through with the customer (invariant I1)."""
    _staff_entry(member, request_id, Kind.TALK_THROUGH, "talked it through", text, nonce)


def log_knowledge(member: Member, request_id: int, text: str, nonce: str = "") -> None:
    """The knowledge base was looked in (invariant I1)."""
    title = "looked in the knowledge base"
    _staff_entry(member, request_id, Kind.KNOWLEDGE, title, text, nonce)


def resolve(member: Member, request_id: int) -> None:
    with transaction() as session:
        request = store.locked(session, request_id)
        if request.status in (Status.RESOLVED, Status.CLOSED):
            raise NotNow("This request is resolved already.")
        add_entry(session, request, Kind.STATUS, "staff", member.name, "marked this as resolved")
        _set_status(request, Status.RESOLVED)
        if not request.suspected:
            emails.resolved(session, request, new_access(session, request))
        audit.record(session, member.email, "resolved", request.reference)


def close_due() -> None:
    """Close what has been resolved for seven days without a word from the customer."""
    with transaction() as session:
        for request_id in store.resolved_before(session, clock.now() - CLOSE_AFTER):
            request = store.locked(session, request_id)
            add_entry(session, request, Kind.STATUS, "site", SITE, "closed after seven days")
            _set_status(request, Status.CLOSED)


def add_entry(
    session: Session,
    request: SupportRequest,
    kind: Kind,
    author_kind: str,
    author: str,
    title: str,
    body: str = "",
    shown: bool = True,
) -> SupportEntry:
    """Add a line to the timeline, inside the caller's transaction."""
    entry = SupportEntry(
        request_id=request.id,
        at=clock.now(),
        kind=kind,
        author_kind=author_kind,
        author=author,
        title=title,
        body=body,
        shown=shown,
    )
    session.add(entry)
    _touch(request)
    return entry


def new_access(session: Session, request: SupportRequest) -> str:
    """A fresh token for the customer's page, to be put into one mail."""
    token = new_token()
    _grant(session, request, token)
    return token


def _create(
    session: Session,
    question: Question,
    source: str,
    suspected: bool = False,
    monitoring_announced: bool | None = None,
) -> SupportRequest:
    now = clock.now()
    request = SupportRequest(
        reference=_free_reference(),
        source=source,
        monitoring_announced=monitoring_announced,
        suspected=suspected,
        status=Status.OPEN,
        status_since=now,
        created_at=now,
        version=1,
        **asdict(question),
    )
    session.add(request)
    session.flush()
    return request


def _free_reference() -> str:
    while store.by_reference(reference := new_reference()):
        continue
    return reference


def _grant(session: Session, request: SupportRequest, token: str) -> None:
    session.add(
        SupportAccess(token_hash=token_hash(token), request_id=request.id, created_at=clock.now())
    )


def _acknowledge(session: Session, request: SupportRequest) -> None:
    emails.received(session, request, new_access(session, request))


def _staff_entry(
    member: Member, request_id: int, kind: Kind, title: str, text: str, nonce: str
) -> None:
    with transaction() as session:
        request = store.locked(session, request_id)
        if not _first_time(session, f"{kind} {request_id}", nonce):
            return
        shown = kind != Kind.NOTE
        add_entry(session, request, kind, "staff", member.name, title, text, shown)
        audit.record(session, member.email, kind.replace("_", " "), request.reference)


def _first_time(session: Session, purpose: str, nonce: str) -> bool:
    """Whether this form is acted on for the first time; one without a number always is."""
    return not nonce or once.claim(session, f"{purpose} {nonce}")


def _set_status(request: SupportRequest, status: Status) -> None:
    if request.status != status:
        request.status = status
        request.status_since = clock.now()
    _touch(request)


def _touch(request: SupportRequest) -> None:
    request.version += 1
