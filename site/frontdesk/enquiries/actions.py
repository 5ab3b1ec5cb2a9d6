"""Everything that changes an enquiry. Each action is one transaction."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from frontdesk.core import audit, clock, once
from frontdesk.core.db import transaction
from frontdesk.core.tokens import new_reference
from frontdesk.enquiries import emails, store
from frontdesk.enquiries.models import Consent, Enquiry, EnquiryItem, Kind, State
from frontdesk.enquiries.wording import Wording
from frontdesk.optout import subjects
from frontdesk.staff.member import Member

REFERENCE = "EQ"
DEEDS = {
    State.NEW: "put back among the new",
    State.ANSWERED: "marked as answered",
    State.CLOSED: "closed",
}


class NotNow(Exception):
    """The enquiry is not in a state that allows this; the message says so in plain words."""


@dataclass(frozen=True)
class Item:
    """One thing to be estimated: a product's slug, how many, and what is said about it."""

    product: str
    quantity: int | None = None
    details: str = ""


@dataclass(frozen=True)
class Letter:
    """What a visitor tells us, by either form; `updates` are the topics that were ticked."""

    kind: Kind
    name: str
    email: str
    phone: str = ""
    organisation: str = ""
    message: str = ""
    postcode: str = ""
    sign: str = ""
    items: tuple[Item, ...] = ()
    updates: tuple[str, ...] = ()


def send(letter: Letter, wording: Wording, nonce: str, suspected: bool = False) -> None:
    """Record an enquiry from a form, with its items and consents, and queue its acknowledgement.

    The same form sent twice is recorded once. A suspected enquiry gets no mail until a person has
    released it.
    """
    with transaction() as session:
        if not once.claim(session, f"enquiry {nonce}"):
            return
        enquiry = _record(session, letter, suspected)
        session.add_all(_consents(enquiry, letter.updates, wording))
        if not suspected:
            emails.received(session, enquiry)


def release(member: Member, enquiry_id: int) -> None:
    """A person judged a suspected enquiry to be real: it joins the others, with its mail."""
    with transaction() as session:
        enquiry = store.locked(session, enquiry_id)
        if not enquiry.suspected:
            raise NotNow("This enquiry has been released already.")
        enquiry.suspected = False
        emails.received(session, enquiry)
        audit.record(session, member.email, "released from moderation", enquiry.reference)


def move(member: Member, enquiry_id: int, state: State) -> None:
    """Put an enquiry into another state. Raises NotNow when it is there already."""
    with transaction() as session:
        enquiry = store.locked(session, enquiry_id)
        if enquiry.state == state:
            raise NotNow("Somebody has done that already.")
        if enquiry.suspected and state == State.ANSWERED:
            raise NotNow("This looks automatic: say first that it is genuine.")
        enquiry.state, enquiry.state_since = state, clock.now()
        audit.record(session, member.email, DEEDS[state], enquiry.reference)


def _record(session: Session, letter: Letter, suspected: bool) -> Enquiry:
    now = clock.now()
    enquiry = Enquiry(
        reference=_free_reference(),
        kind=letter.kind,
        source="form",
        suspected=suspected,
        state=State.NEW,
        state_since=now,
        created_at=now,
        name=letter.name,
        email=letter.email,
        phone=letter.phone,
        organisation=letter.organisation,
        postcode=letter.postcode,
        message=letter.message,
        sign=letter.sign,
        items=[
            EnquiryItem(
                position=position,
                product=item.product,
                quantity=item.quantity,
                details=item.details,
            )
            for position, item in enumerate(letter.items, start=1)
        ],
    )
    session.add(enquiry)
    session.flush()
    return enquiry


def _free_reference() -> str:
    while store.by_reference(reference := new_reference(REFERENCE)):
        continue
    return reference


def _consents(enquiry: Enquiry, topics: tuple[str, ...], wording: Wording) -> list[Consent]:
    return [
        Consent(
            enquiry_id=enquiry.id,
            email=enquiry.email,
            channel="email",
            topic=topic,
            wording_version=wording.version,
            wording=wording.words(topic),
            given_at=enquiry.created_at,
            email_hash=subjects.of_email(enquiry.email),
            phone_hash=subjects.of_phone_if_any(enquiry.phone),
        )
        for topic in topics
    ]
