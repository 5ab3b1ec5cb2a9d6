"""The tables of mail: what is to be sent, and what came in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.core.db import Base, Moment


class MailState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    SUPPRESSED = "suppressed"


class OutboxMail(Base):
    """One mail to one recipient. The text is wiped once it is sent: links in it are secrets."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'dead', 'suppressed')", name="state"
        ),
        CheckConstraint("state <> 'sending' OR leased_until IS NOT NULL", name="lease"),
        # Marketing that can still leave names whom it is for, and how that person ends it.
        CheckConstraint("NOT marketing OR subject_hash IS NOT NULL", name="marketing_subject"),
        CheckConstraint(
            "NOT marketing OR state IN ('sent', 'suppressed') OR unsubscribe_url IS NOT NULL",
            name="marketing_way_out",
        ),
        Index("ix_outbox_mail_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(60))
    marketing: Mapped[bool]
    subject_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    unsubscribe_url: Mapped[str | None] = mapped_column(String(400))
    recipient: Mapped[str] = mapped_column(String(320))
    reply_to: Mapped[str | None] = mapped_column(String(320))
    in_reply_to: Mapped[str | None] = mapped_column(String(998))
    subject: Mapped[str] = mapped_column(String(400))
    text: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Moment)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    lease: Mapped[str | None] = mapped_column(String(40))
    last_error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class InboundMail(Base):
    """One mail that came in, so that none is acted on twice; its content is not kept here."""

    __tablename__ = "inbound_mail"
    __table_args__ = (CheckConstraint("outcome IN ('filed', 'set_aside')", name="outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(200))
    sender: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(400))
    received_at: Mapped[datetime] = mapped_column(Moment)
    handled_at: Mapped[datetime | None] = mapped_column(Moment)
