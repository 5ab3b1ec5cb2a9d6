"""What of the news waits for somebody, comes or goes soon, or was changed: a few of each.

`author` is the number of a member of staff whose stories alone count; None for everybody's.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.news import linkcheck, readiness
from frontdesk.news.checklist.links import outside_links
from frontdesk.news.models import Kind, NewsItem, NewsRevision, NewsStory

FEW = 5
SOON = timedelta(days=7)
LATELY = timedelta(days=7)


class Told(NamedTuple):
    """A story, the moment that counts, and what is to be said of it."""

    story: int
    title: str
    at: datetime
    words: str = ""


def refused(author: int | None) -> list[Told]:
    """Stories that were to go live, were refused, and have stayed as they were since; each with
    the first thing that is missing."""
    query = (
        select(NewsStory)
        .join(NewsRevision, _is_newest(NewsRevision))
        .where(
            NewsRevision.kind == Kind.PUBLISH,
            NewsStory.published_version.is_distinct_from(NewsStory.version),
            *_kept(author),
        )
    )
    now, found = clock.now(), []
    for story in db.session.scalars(_newest_first(query)):
        # One that was taken off the schedule looks the same, and lacks nothing.
        problems = readiness.problems(story.content, now)
        if problems:
            found.append(Told(story.id, story.title, story.updated_at, problems[0].words))
    return found


def broken(author: int | None) -> list[Told]:
    """Stories on the site, or soon there, with a link that is no longer there."""
    missing = linkcheck.missing(FEW)
    if not missing:
        return []
    query = (
        select(NewsStory.id, NewsItem.title, NewsStory.updated_at, NewsItem.body)
        .join(NewsStory.item)
        .where(
            or_(*(NewsItem.body.contains(url, autoescape=True) for url in missing)),
            or_(NewsItem.visible_until.is_(None), NewsItem.visible_until > clock.now()),
            *_kept(author),
        )
    )
    found = []
    for story, title, at, body in db.session.execute(_newest_first(query)):
        dead = next((url for url in outside_links(body) if url in missing), None)
        if dead:
            found.append(Told(story, title, at, dead))
    return found


def drafts(author: int, without: Sequence[int]) -> list[Told]:
    """Drafts of this author, and one more than a few where there are more."""
    query = select(NewsStory.id, NewsStory.title, NewsStory.updated_at).where(
        NewsStory.item_id.is_(None), NewsStory.id.not_in(without), *_kept(author)
    )
    return _told(_newest_first(query, FEW + 1))


def beginning() -> list[Told]:
    return _coming(NewsItem.visible_from)


def ending() -> list[Told]:
    return _coming(NewsItem.visible_until)


def changed_by_others(member: int) -> list[Told]:
    """What others have changed of late, with the name of who did."""
    query = (
        select(NewsStory.id, NewsStory.title, NewsStory.updated_at, NewsStory.updated_by)
        .join(NewsRevision, _is_newest(NewsRevision))
        .where(
            NewsStory.updated_at > clock.now() - LATELY,
            NewsRevision.author_id != member,
            *_kept(None),
        )
    )
    return _told(_newest_first(query))


def _coming(moment: InstrumentedAttribute[datetime | None]) -> list[Told]:
    now = clock.now()
    query = (
        select(NewsStory.id, NewsItem.title, moment)
        .join(NewsStory.item)
        .where(moment > now, moment <= now + SOON)
        .order_by(moment, NewsStory.id)
    )
    return _told(query.limit(FEW))


def _told(query: Select[*tuple[Any, ...]]) -> list[Told]:
    return [Told(*row) for row in db.session.execute(query)]


def _is_newest(revision: type[NewsRevision]) -> ColumnElement[bool]:
    return and_(revision.story_id == NewsStory.id, revision.number == NewsStory.version)


def _kept(author: int | None) -> list[ColumnElement[bool]]:
    mine = [] if author is None else [NewsStory.author_id == author]
    return [NewsStory.deleted_at.is_(None), *mine]


def _newest_first(query: Select[*tuple[Any, ...]], limit: int = FEW) -> Select[Any]:
    return query.order_by(NewsStory.updated_at.desc(), NewsStory.id.desc()).limit(limit)
