"""The tables of enquiries: what was asked, item by item, and what the visitor consented to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.core.db import Base, Moment
from frontdesk.core.sign import MOST_QUERY, Sign

MOST_ITEMS = 10
MOST_PIECES = 9999


class Kind(StrEnum):
    CONTACT = "contact"
    QUOTE = "quote"


class State(StrEnum):
    NEW = "NEW"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class Enquiry(Base):
    """One enquiry. `sign` is the query string of a sign designed on the site, empty for none."""

    __tablename__ = "enquiry"
    __table_args__ = (
        CheckConstraint("kind IN ('contact', 'quote')", name="kind"),
        CheckConstraint("source IN ('form', 'letter', 'third_party', 'telephone')", name="source"),
        CheckConstraint("state IN ('NEW', 'ANSWERED', 'CLOSED')", name="state"),
        CheckConstraint("kind = 'quote' OR (postcode = '' AND sign = '')", name="quote_only"),
        CheckConstraint("kind = 'quote' OR message <> ''", name="says_something"),
        # What looks automatic is answered only after a person has released it.
        CheckConstraint("state <> 'ANSWERED' OR NOT suspected", name="released_first"),
        Index("ix_enquiry_list", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(12))
    suspected: Mapped[bool]
    state: Mapped[str] = mapped_column(String(10))
    state_since: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(320))
    phone: Mapped[str] = mapped_column(String(40))
    organisation: Mapped[str] = mapped_column(String(160))
    postcode: Mapped[str] = mapped_column(String(16))
    message: Mapped[str] = mapped_column(Text)
    sign: Mapped[str] = mapped_column(String(MOST_QUERY))
    items: Mapped[list["EnquiryItem"]] = relationship(order_by="EnquiryItem.position")
    consents: Mapped[list["Consent"]] = relationship(order_by="Consent.id")

    @property
    def design(self) -> Sign | None:
        """The sign that was designed on the site."""
        return Sign.parse(self.sign) if self.sign else None


class EnquiryItem(Base):
    """One thing to be estimated. `quantity` is None where the visitor gave none."""

    __tablename__ = "enquiry_item"
    __table_args__ = (
        CheckConstraint(f"position BETWEEN 1 AND {MOST_ITEMS}", name="position"),
        CheckConstraint(f"quantity BETWEEN 1 AND {MOST_PIECES}", name="quantity"),
        UniqueConstraint("enquiry_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"))
    position: Mapped[int]
    product: Mapped[str] = mapped_column(String(60))
    quantity: Mapped[int | None]
    details: Mapped[str] = mapped_column(Text)


class Consent(Base):
    """A box that was ticked: who may be told of what, by which way, and the words beside the box.

    The words are kept whole, so that the record stands by itself when the site says it differently.
    The hashes are those by which objections know people. `withdrawn_by` is the member of staff who
    wrote the withdrawal down, empty where the person did it.
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("channel IN ('email')", name="channel"),
        CheckConstraint(
            "topic IN ('new-services', 'software-enhancements', 'special-offers')", name="topic"
        ),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_how IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)",
            name="withdrawal_whole",
        ),
        UniqueConstraint("enquiry_id", "channel", "topic"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"))
    email: Mapped[str] = mapped_column(String(320), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(30))
    wording_version: Mapped[str] = mapped_column(String(20))
    wording: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Moment)
    email_hash: Mapped[str] = mapped_column(String(64), index=True)
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_how: Mapped[str | None] = mapped_column(String(40))
    withdrawn_by: Mapped[str | None] = mapped_column(String(320))
