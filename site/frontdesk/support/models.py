"""The tables of support: a request, who may open its page, and its timeline."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.core.db import Base, Moment


class Status(StrEnum):
    OPEN = "OPEN"
    WAITING = "WAITING"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"


class Kind(StrEnum):
    MESSAGE = "message"
    NOTE = "note"
    TALK_THROUGH = "talk_through"
    KNOWLEDGE = "knowledge"
    STATUS = "status"
    SESSION = "session"


class SupportRequest(Base):
    """One request. `version` rises with every change, so that an open page knows to look again."""

    __tablename__ = "support_request"
    __table_args__ = (
        CheckConstraint("status IN ('OPEN', 'WAITING', 'RESOLVED', 'CLOSED')", name="status"),
        CheckConstraint("source IN ('form', 'phone')", name="source"),
        CheckConstraint(
            "source <> 'phone' OR monitoring_announced IS NOT NULL", name="monitoring_recorded"
        ),
        Index("ix_support_request_queue", "status", "status_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    source: Mapped[str] = mapped_column(String(10))
    monitoring_announced: Mapped[bool | None]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(320))
    phone: Mapped[str] = mapped_column(String(40))
    organisation: Mapped[str] = mapped_column(String(160))
    product: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(160))
    details: Mapped[str] = mapped_column(Text)
    authority_needed: Mapped[bool]
    suspected: Mapped[bool]
    status: Mapped[str] = mapped_column(String(10))
    status_since: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]
    entries: Mapped[list["SupportEntry"]] = relationship(
        order_by="SupportEntry.at, SupportEntry.id", back_populates="request"
    )


class SupportAccess(Base):
    """A link that opens a customer's page. Each mail carries a fresh one; all are kept hashed."""

    __tablename__ = "support_access"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("support_request.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class SupportEntry(Base):
    """One line of the timeline. `shown` says whether the customer sees it."""

    __tablename__ = "support_entry"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('message', 'note', 'talk_through', 'knowledge', 'status', 'session')",
            name="kind",
        ),
        CheckConstraint("author_kind IN ('customer', 'staff', 'site')", name="author_kind"),
        # A session refers to its entries by both columns, so they must be of its own request.
        UniqueConstraint("id", "request_id", name="uq_support_entry_id_request_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("support_request.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(20))
    author_kind: Mapped[str] = mapped_column(String(10))
    author: Mapped[str] = mapped_column(String(160))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    shown: Mapped[bool]
    request: Mapped[SupportRequest] = relationship(back_populates="entries")

    @property
    def sentence(self) -> str:
        """Who did what, as the timeline's heading."""
        if self.author_kind == "site":
            return self.title[:1].upper() + self.title[1:]
        return f"{self.author} {self.title}"

    @property
    def tone(self) -> str:
        """How the timeline marks it: ours, theirs, among staff, or about a session."""
        if not self.shown:
            return "warn"
        tones = {Kind.MESSAGE: "info", Kind.SESSION: "now"}
        return tones.get(Kind(self.kind), "plain")
