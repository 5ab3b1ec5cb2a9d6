"""The tables of remote sessions. What the promises say, the database holds as constraints too."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.core.db import Base, Moment
from frontdesk.remote.machine import TERMINAL, State
from frontdesk.support.models import SupportRequest

_STATES = ", ".join(f"'{state}'" for state in State)
_OVER = ", ".join(f"'{state}'" for state in sorted(TERMINAL))
_UNAGREED = "'PROPOSED', 'AUTHORITY_WAIT', 'DECLINED', 'WITHDRAWN', 'EXPIRED'"


class Agreement(Base):
    """The customer's word to one version of the policy, good for one session (I2, I3)."""

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("method IN ('page', 'reply', 'fax')", name="method"),
        UniqueConstraint("id", "policy_version", "policy_sha256", name="uq_agreement_policy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    method: Mapped[str] = mapped_column(String(10))
    agreed_by: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)
    evidence: Mapped[str] = mapped_column(Text)
    policy_version: Mapped[str] = mapped_column(String(20))
    policy_sha256: Mapped[str] = mapped_column(String(64))
    scope: Mapped[str] = mapped_column(String(200))
    engine: Mapped[str] = mapped_column(String(60))


class RemoteSession(Base):
    """One proposed, running or past session."""

    __tablename__ = "remote_session"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint(f"state IN ({_UNAGREED}) OR agreement_id IS NOT NULL", name="agreed"),
        CheckConstraint(
            "state NOT IN ('KEY_REQUESTED', 'KEY_ISSUED', 'LIVE', 'ENDED') "
            "OR key_requested_at IS NOT NULL",
            name="key_requested",
        ),
        CheckConstraint("state <> 'KEY_ISSUED' OR key_hash IS NOT NULL", name="key_issued"),
        CheckConstraint(f"state NOT IN ({_OVER}) OR key_hash IS NULL", name="key_dead"),
        CheckConstraint(
            "started_at IS NULL OR (key_deadline_at IS NOT NULL AND started_at < key_deadline_at)",
            name="started_in_time",
        ),
        CheckConstraint("state <> 'LIVE' OR started_at IS NOT NULL", name="live_started"),
        CheckConstraint("key_tries BETWEEN 0 AND 3", name="key_tries"),
        CheckConstraint(
            "NOT on_site OR agreement_id IS NULL OR monitor_name IS NOT NULL", name="monitor"
        ),
        CheckConstraint(
            "view_granted_at IS NULL OR documents_closed_at IS NOT NULL", name="documents_first"
        ),
        CheckConstraint(
            f"state NOT IN ({_OVER}) "
            "OR (customer_participant IS NULL AND staff_participant IS NULL)",
            name="participants_dead",
        ),
        # Preparation must stand on this very request (I1).
        ForeignKeyConstraint(
            ["talk_through_id", "request_id"],
            ["support_entry.id", "support_entry.request_id"],
            name="fk_remote_session_talk_through",
        ),
        ForeignKeyConstraint(
            ["knowledge_id", "request_id"],
            ["support_entry.id", "support_entry.request_id"],
            name="fk_remote_session_knowledge",
        ),
        # The agreement must be to the very version that was proposed (I2).
        ForeignKeyConstraint(
            ["agreement_id", "policy_version", "policy_sha256"],
            ["agreement.id", "agreement.policy_version", "agreement.policy_sha256"],
            name="fk_remote_session_agreement",
        ),
        # One agreement covers one session (I3).
        UniqueConstraint("agreement_id", name="uq_remote_session_agreement_id"),
        # A request has at most one session that is not over.
        Index(
            "uq_remote_session_open",
            "request_id",
            unique=True,
            sqlite_where=text(f"state NOT IN ({_OVER})"),
            postgresql_where=text(f"state NOT IN ({_OVER})"),
        ),
        Index("ix_remote_session_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("support_request.id"), index=True)
    talk_through_id: Mapped[int]
    knowledge_id: Mapped[int]
    representative_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    representative_name: Mapped[str] = mapped_column(String(120))
    engine: Mapped[str] = mapped_column(String(20))
    engine_name: Mapped[str] = mapped_column(String(60))
    scope_view: Mapped[bool]
    scope_control: Mapped[bool]
    scope_files: Mapped[bool]
    on_site: Mapped[bool]
    monitor_name: Mapped[str | None] = mapped_column(String(160))
    policy_version: Mapped[str] = mapped_column(String(20))
    policy_sha256: Mapped[str] = mapped_column(String(64))

    state: Mapped[str] = mapped_column(String(20))
    state_since: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    reply_token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)

    fax_received_on: Mapped[str | None] = mapped_column(String(10))
    fax_signed_by: Mapped[str | None] = mapped_column(String(160))
    fax_evidence: Mapped[str | None] = mapped_column(String(1000))
    fax_recorded_by: Mapped[str | None] = mapped_column(String(320))

    agreement_id: Mapped[int | None]
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    key_requested_at: Mapped[datetime | None] = mapped_column(Moment)
    key_deadline_at: Mapped[datetime | None] = mapped_column(Moment)
    key_hash: Mapped[str | None] = mapped_column(String(200))
    key_tries: Mapped[int]
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    customer_participant: Mapped[str | None] = mapped_column(String(64))
    staff_participant: Mapped[str | None] = mapped_column(String(64))
    customer_seen_at: Mapped[datetime | None] = mapped_column(Moment)
    staff_seen_at: Mapped[datetime | None] = mapped_column(Moment)
    documents_closed_at: Mapped[datetime | None] = mapped_column(Moment)
    view_granted_at: Mapped[datetime | None] = mapped_column(Moment)
    view_declined_at: Mapped[datetime | None] = mapped_column(Moment)
    customer_proof: Mapped[str | None] = mapped_column(String(200))
    staff_proof: Mapped[str | None] = mapped_column(String(200))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    concluded_at: Mapped[datetime | None] = mapped_column(Moment)
    end_reason: Mapped[str | None] = mapped_column(String(200))

    request: Mapped[SupportRequest] = relationship(foreign_keys="RemoteSession.request_id")
    agreement: Mapped[Agreement | None] = relationship(
        primaryjoin="RemoteSession.agreement_id == Agreement.id",
        foreign_keys="RemoteSession.agreement_id",
    )

    @property
    def scope_words(self) -> str:
        parts = [
            (self.scope_view, "see what you choose to show"),
            (self.scope_control, "use your mouse and keyboard"),
            (self.scope_files, "send files to you"),
        ]
        return ", ".join(words for included, words in parts if included)

    @property
    def scope_for_staff(self) -> str:
        parts = [
            (self.scope_view, "view"),
            (self.scope_control, "mouse and keyboard"),
            (self.scope_files, "files to the customer"),
        ]
        return ", ".join(words for included, words in parts if included)

    @property
    def customer_name(self) -> str:
        return self.request.name

    @property
    def reference(self) -> str:
        return self.request.reference


class SessionAccess(Base):
    """A link that opens the customer's side of a session; sent by mail, kept hashed."""

    __tablename__ = "session_access"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("remote_session.id"), index=True)


class UsedKey(Base):
    """A keyed fingerprint of every key ever used, so that none serves twice (I7)."""

    __tablename__ = "used_key"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)


class Signal(Base):
    """A connection message in passing from one browser to the other; gone when the session ends."""

    __tablename__ = "session_signal"
    __table_args__ = (
        CheckConstraint("sender IN ('customer', 'representative')", name="sender"),
        CheckConstraint("kind IN ('offer', 'answer', 'candidate')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("remote_session.id"), index=True)
    sender: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    data: Mapped[str] = mapped_column(Text)
