"""Reading and keeping what is known of outside links."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from frontdesk.core import clock
from frontdesk.core.db import db, transaction
from frontdesk.news.linkcheck.models import LONGEST_URL, NewsLinkCheck
from frontdesk.news.linkcheck.outcome import Outcome, State

STALE = timedelta(days=1)
KEPT = timedelta(days=60)
# Longer than all that trying one batch can take.
LEASE = timedelta(minutes=10)
BATCH = 5
# More links than any story needs; the rest stay untried.
MOST = 50


def known(urls: Iterable[str]) -> Mapping[str, NewsLinkCheck | None]:
    """What is known of each address, once, in the order given; None where it is new to us."""
    wanted = _fit(urls)
    query = select(NewsLinkCheck).where(NewsLinkCheck.url.in_(wanted))
    found = {row.url: row for row in db.session.scalars(query)}
    return {url: found.get(url) for url in wanted}


def missing(limit: int) -> list[str]:
    """A few addresses whose servers say that there is no such page, those learnt last first."""
    query = select(NewsLinkCheck.url).where(NewsLinkCheck.state == State.MISSING)
    return list(db.session.scalars(query.order_by(NewsLinkCheck.checked_at.desc()).limit(limit)))


def want(session: Session, urls: Iterable[str]) -> None:
    """Have the worker try these addresses, those that are new to it at once."""
    now, wanted = clock.now(), _fit(urls)
    if not wanted:
        return
    rows = [
        {"url": url, "state": State.WAITING, "words": "", "due_at": now, "wanted_at": now}
        for url in wanted
    ]
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(insert(NewsLinkCheck).values(rows).on_conflict_do_nothing())
    old = NewsLinkCheck.url.in_(wanted) & (NewsLinkCheck.wanted_at < now - STALE)
    session.execute(update(NewsLinkCheck).where(old).values(wanted_at=now))


def again(session: Session, urls: Iterable[str]) -> None:
    """Have the worker try these addresses now, whatever it knows of them."""
    want(session, urls)
    chosen = update(NewsLinkCheck).where(NewsLinkCheck.url.in_(_fit(urls)))
    session.execute(chosen.values(due_at=clock.now()))


def claim() -> list[str]:
    """Take addresses that are due, for LEASE; forget those that no story has had for long."""
    now = clock.now()
    due = select(NewsLinkCheck).where(NewsLinkCheck.due_at <= now).order_by(NewsLinkCheck.due_at)
    first = db.session.scalar(select(NewsLinkCheck.url).where(NewsLinkCheck.due_at <= now).limit(1))
    if first is None:
        db.session.rollback()
        return []
    with transaction() as session:
        session.execute(delete(NewsLinkCheck).where(NewsLinkCheck.wanted_at < now - KEPT))
        rows = session.scalars(due.limit(BATCH).with_for_update(skip_locked=True)).all()
        for row in rows:
            row.due_at = now + LEASE
        return [row.url for row in rows]


def finish(url: str, outcome: Outcome) -> None:
    """Keep what became of it until it is stale."""
    now = clock.now()
    with transaction() as session:
        session.execute(
            update(NewsLinkCheck)
            .where(NewsLinkCheck.url == url)
            .values(
                state=outcome.state,
                status=outcome.status,
                words=outcome.words,
                checked_at=now,
                due_at=now + STALE,
            )
        )


def _fit(urls: Iterable[str]) -> list[str]:
    """Each address once; those that the table cannot hold are left out."""
    return [url for url in dict.fromkeys(urls) if len(url) <= LONGEST_URL and url.isascii()][:MOST]
