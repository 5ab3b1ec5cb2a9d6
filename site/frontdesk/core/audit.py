"""The audit trail: every action by staff, in the words of the site, never changed afterwards.

Each entry holds the SHA-256 of its own content and of the entry before it, so that a change, a gap
or an insertion anywhere shows. The database refuses to change or delete an entry. The head holds
the number of entries and the last hash, so that entries cut off the end show too. Whoever keeps a
hash that `flask check` has printed can prove later that nothing before it was rewritten.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Select, String, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.core import clock
from frontdesk.core.db import Base, Moment, db

PAGE_LENGTH = 100
BATCH = 1000
BEGINNING = "0" * 64


class AuditEntry(Base):
    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str] = mapped_column(String(320), index=True)
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(200), index=True)
    detail: Mapped[str] = mapped_column(String(1000))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of the chain: how many entries there are, and the hash of the last."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Filter:
    """Which entries: `subject` is any part of one; the days are London's, both included."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Verdict:
    """What reading the whole chain found: `broken_at` is the first entry that does not fit, and
    0 where entries are missing from the end."""

    entries: int
    last_hash: str
    broken_at: int | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def record(session: Session, actor: str, action: str, subject: str, detail: str = "") -> None:
    """Add an entry to the caller's transaction, so that neither exists without the other.

    It joins the chain as the transaction commits: whoever waits for the end of the chain has by
    then locked all else, so that two who write cannot wait for each other.
    """
    entry = AuditEntry(
        at=clock.now(),
        actor=actor[:320],
        action=action[:80],
        subject=subject[:200],
        detail=detail[:1000],
    )
    session.info.setdefault("audit", []).append(entry)


@event.listens_for(Session, "before_commit")
def _join_chain(session: Session) -> None:
    entries: list[AuditEntry] = session.info.pop("audit", [])
    if not entries:
        return
    session.flush()
    head = _locked_head(session)
    for entry in entries:
        entry.hash = head.hash = chained(head.hash, entry)
        head.entries += 1
        session.add(entry)
        # One by one, so that the numbers follow the chain.
        session.flush()


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: Any) -> None:
    session.info.pop("audit", None)


def _locked_head(session: Session) -> AuditHead:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    first = insert(AuditHead).values(id=1, entries=0, hash=BEGINNING)
    session.execute(first.on_conflict_do_nothing())
    return session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)


def chained(previous: str, entry: Any) -> str:
    """The hash of an entry, or of its row, that follows the one whose hash is `previous`."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [previous, at, entry.actor, entry.action, entry.subject, entry.detail]
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> Verdict:
    """Read the whole chain, in as much memory as one batch takes.

    Entries that come while it reads stand beyond the head that it has read first.
    """
    head = db.session.get(AuditHead, 1, populate_existing=True)
    end = (head.entries, head.hash) if head else (0, BEGINNING)
    count, last, whole = 0, BEGINNING, end == (0, BEGINNING)
    columns = select(*AuditEntry.__table__.columns).order_by(AuditEntry.id)
    for entry in db.session.execute(columns.execution_options(yield_per=BATCH)):
        if entry.hash != chained(last, entry):
            return Verdict(count, last, entry.id)
        count, last = count + 1, entry.hash
        whole = whole or (count, last) == end
    return Verdict(count, last, None if whole else 0)


def latest(limit: int = 200, actor: str | None = None) -> list[AuditEntry]:
    """The newest entries first: everybody's, or one actor's."""
    query = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    if actor is not None:
        query = query.where(AuditEntry.actor == actor)
    return list(db.session.scalars(query.limit(limit)))


def page(wanted: Filter, before: int | None = None) -> tuple[list[AuditEntry], int | None]:
    """One page, the newest first, and the key `before` which the next page begins."""
    query = _matching(wanted)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    found = list(db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(PAGE_LENGTH + 1)))
    shown = found[:PAGE_LENGTH]
    return shown, shown[-1].id if len(found) > PAGE_LENGTH else None


def everything(wanted: Filter) -> Iterator[AuditEntry]:
    """Every entry that matches, the oldest first, read a batch at a time."""
    after = 0
    query = _matching(wanted).order_by(AuditEntry.id).limit(BATCH)
    while batch := list(db.session.scalars(query.where(AuditEntry.id > after))):
        yield from batch
        after = batch[-1].id


def actors() -> list[str]:
    """Everybody who has an entry, by name."""
    return list(db.session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)))


def kinds() -> list[str]:
    """Every action that has an entry, by name."""
    return list(
        db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action))
    )


def _matching(wanted: Filter) -> Select[AuditEntry]:
    query = select(AuditEntry)
    if wanted.actor:
        query = query.where(AuditEntry.actor == wanted.actor)
    if wanted.action:
        query = query.where(AuditEntry.action == wanted.action)
    if wanted.subject:
        query = query.where(AuditEntry.subject.icontains(wanted.subject, autoescape=True))
    if wanted.since:
        query = query.where(AuditEntry.at >= _midnight(wanted.since))
    if wanted.until:
        query = query.where(AuditEntry.at < _midnight(wanted.until + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LONDON)
