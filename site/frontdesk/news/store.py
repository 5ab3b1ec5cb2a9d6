"""Reading news as visitors see it at this moment.

Every list is read by key, so that it costs the same however much there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import defer

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.news.models import NewsItem, NewsItemTopic

PAGE = 12


class Key(NamedTuple):
    """The place of an item in every list."""

    sort_key: int
    id: int


class Neighbour(NamedTuple):
    slug: str
    title: str


@dataclass(frozen=True)
class Page:
    """Items in order, the newest first. What lies before and after is named by `before` keys.

    `newer` is the key of the page of newer items, or None where that is the first page.
    """

    items: list[NewsItem]
    has_newer: bool
    newer: Key | None
    older: Key | None


def latest(limit: int) -> list[NewsItem]:
    """The newest first; items without a date come after all that have one, by their order."""
    return list(db.session.scalars(_downwards(None, None).limit(limit)))


def page(before: Key | None = None, topic: str | None = None) -> Page:
    """The items of one list page: those below `before`, or the first ones."""
    query = _downwards(before, topic).options(defer(NewsItem.body)).limit(PAGE + 1)
    items = list(db.session.scalars(query))
    shown = items[:PAGE]
    newer = _keys_above(key_of(shown[0]), topic) if before and shown else []
    return Page(
        items=shown,
        has_newer=bool(newer),
        newer=newer[PAGE] if len(newer) > PAGE else None,
        older=key_of(shown[-1]) if len(items) > PAGE else None,
    )


def key_of(item: NewsItem) -> Key:
    return Key(item.sort_key, item.id)


def by_slug(slug: str) -> NewsItem | None:
    """The item of this address, whether visitors may see it now or not."""
    return db.session.scalars(select(NewsItem).where(NewsItem.slug == slug)).one_or_none()


def next_change() -> datetime | None:
    """When the next item begins or ceases to be shown, if that is known of any.

    Ask before reading what a page shows: what changes between the two is then made anew.
    """
    now = clock.now()
    moments = [
        db.session.scalar(select(func.min(column)).where(column > now))
        for column in (NewsItem.visible_from, NewsItem.visible_until)
    ]
    return min((moment for moment in moments if moment), default=None)


def visible(now: datetime) -> ColumnElement[bool]:
    """That visitors see an item at that moment."""
    return and_(
        or_(NewsItem.visible_from.is_(None), NewsItem.visible_from <= now),
        or_(NewsItem.visible_until.is_(None), NewsItem.visible_until > now),
    )


def newer_than(item: NewsItem) -> Neighbour | None:
    """The next item towards the present."""
    query = _neighbours().where(_place() > _values(key_of(item)))
    return _neighbour(query.order_by(NewsItem.sort_key, NewsItem.id))


def older_than(item: NewsItem) -> Neighbour | None:
    """The next item towards the past."""
    query = _neighbours().where(_place() < _values(key_of(item)))
    return _neighbour(query.order_by(NewsItem.sort_key.desc(), NewsItem.id.desc()))


def changes() -> Sequence[tuple[str, datetime]]:
    """The slug of every item and when it was last changed, the newest item first."""
    query = select(NewsItem.slug, NewsItem.updated_at).where(visible(clock.now()))
    rows = db.session.execute(query.order_by(NewsItem.sort_key.desc(), NewsItem.id.desc()))
    return [(slug, changed) for slug, changed in rows]


def _downwards(before: Key | None, topic: str | None) -> Select[NewsItem]:
    sort_key, number, about = _columns(topic)
    query = select(NewsItem)
    if topic is not None:
        query = query.join(NewsItemTopic, NewsItemTopic.item_id == NewsItem.id)
    if before is not None:
        query = query.where(tuple_(sort_key, number) < _values(before))
    return query.where(*about, visible(clock.now())).order_by(sort_key.desc(), number.desc())


def _keys_above(key: Key, topic: str | None) -> list[Key]:
    """The keys of the page above and of one item more, from the bottom up."""
    sort_key, number, about = _columns(topic)
    above = select(sort_key, number).where(tuple_(sort_key, number) > _values(key), *about)
    if topic is not None:
        above = above.join(NewsItem, NewsItem.id == NewsItemTopic.item_id)
    query = above.where(visible(clock.now())).order_by(sort_key, number).limit(PAGE + 1)
    return [Key(*row) for row in db.session.execute(query)]


def _columns(topic: str | None) -> tuple[Any, Any, list[ColumnElement[bool]]]:
    """What orders the list of a topic, or of everything, and what its rows must be."""
    if topic is None:
        return NewsItem.sort_key, NewsItem.id, []
    return NewsItemTopic.sort_key, NewsItemTopic.item_id, [NewsItemTopic.topic == topic]


def _neighbours() -> Select[str, str]:
    return select(NewsItem.slug, NewsItem.title).where(visible(clock.now())).limit(1)


def _neighbour(query: Select[str, str]) -> Neighbour | None:
    row = db.session.execute(query).one_or_none()
    return Neighbour(*row) if row else None


def _place() -> ColumnElement[Any]:
    return tuple_(NewsItem.sort_key, NewsItem.id)


def _values(key: Key) -> ColumnElement[Any]:
    return tuple_(*key, types=[NewsItem.sort_key.type, NewsItem.id.type])
