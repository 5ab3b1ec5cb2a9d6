"""The audit trail: every action by staff, in the words of the site, never changed afterwards."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.core import clock
from frontdesk.core.db import Base, Moment, db


class AuditEntry(Base):
    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str] = mapped_column(String(320))
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(String(1000))


def record(session: Session, actor: str, action: str, subject: str, detail: str = "") -> None:
    """Add an entry inside the caller's transaction, so that neither exists without the other."""
    session.add(
        AuditEntry(
            at=clock.now(), actor=actor, action=action, subject=subject, detail=detail[:1000]
        )
    )


def latest(limit: int = 200, actor: str | None = None) -> list[AuditEntry]:
    """The newest entries first: everybody's, or one actor's."""
    query = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    if actor is not None:
        query = query.where(AuditEntry.actor == actor)
    return list(db.session.scalars(query.limit(limit)))
