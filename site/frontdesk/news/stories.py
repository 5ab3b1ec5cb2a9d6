"""Reading stories and their history, for staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session, defer

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.news import store
from frontdesk.news.models import Kind, NewsItem, NewsRevision, NewsStory
from frontdesk.news.states import State

PAGE = 50


class Key(NamedTuple):
    """The place of a story in the staff list, which begins with the latest change."""

    updated_at: datetime
    id: int


@dataclass(frozen=True)
class Page:
    """Stories in order; `older` is the key of the page that follows, if one does."""

    stories: list[NewsStory]
    older: Key | None


def by_id(story_id: int) -> NewsStory | None:
    return db.session.get(NewsStory, story_id)


def locked(session: Session, story_id: int) -> NewsStory | None:
    """The story, held for this transaction so that its changes come one after another."""
    query = select(NewsStory).where(NewsStory.id == story_id).with_for_update(of=NewsStory)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def page(
    state: State | None = None, words: str = "", before: Key | None = None, limit: int = PAGE
) -> Page:
    """The stories of one state, or all that are not deleted, whose titles hold these words."""
    query = select(NewsStory).outerjoin(NewsStory.item).where(_in_state(state, clock.now()))
    for word in words.split():
        query = query.where(NewsStory.title.icontains(word, autoescape=True))
    if before is not None:
        place = tuple_(NewsStory.updated_at, NewsStory.id)
        query = query.where(
            place < tuple_(*before, types=[NewsStory.updated_at.type, NewsStory.id.type])
        )
    query = query.order_by(NewsStory.updated_at.desc(), NewsStory.id.desc()).limit(limit + 1)
    found = list(db.session.scalars(query.options(defer(NewsStory.draft))))
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Page(shown, Key(last.updated_at, last.id) if last else None)


def revision(story_id: int, number: int) -> NewsRevision | None:
    query = select(NewsRevision).where(
        NewsRevision.story_id == story_id, NewsRevision.number == number
    )
    return db.session.scalars(query).one_or_none()


def history(story_id: int) -> Sequence[NewsRevision]:
    """Every revision without its text, the newest first."""
    query = select(NewsRevision).where(NewsRevision.story_id == story_id)
    query = query.options(defer(NewsRevision.values)).order_by(NewsRevision.number.desc())
    return db.session.scalars(query).all()


def changed_since(moment: datetime) -> Sequence[int]:
    """The numbers of the stories that were changed since then."""
    query = select(NewsStory.id).where(NewsStory.updated_at > moment).order_by(NewsStory.id)
    return db.session.scalars(query).all()


def newest_conflict(session: Session, story_id: int, author_id: int) -> NewsRevision | None:
    """The last text of this person that came too late."""
    query = select(NewsRevision).where(
        NewsRevision.story_id == story_id,
        NewsRevision.author_id == author_id,
        NewsRevision.kind == Kind.CONFLICT,
    )
    return session.scalars(query.order_by(NewsRevision.number.desc()).limit(1)).one_or_none()


def items_without_story(session: Session) -> Sequence[NewsItem]:
    has_one = select(NewsStory.id).where(NewsStory.item_id == NewsItem.id).exists()
    return session.scalars(select(NewsItem).where(~has_one).order_by(NewsItem.id)).all()


def deleted_before(session: Session, moment: datetime) -> Sequence[NewsStory]:
    return session.scalars(select(NewsStory).where(NewsStory.deleted_at < moment)).all()


def _in_state(state: State | None, now: datetime) -> ColumnElement[bool]:
    over = and_(NewsItem.visible_until.is_not(None), NewsItem.visible_until <= now)
    kept = NewsStory.deleted_at.is_(None)
    return {
        None: kept,
        State.DRAFT: and_(kept, NewsStory.item_id.is_(None)),
        State.SCHEDULED: and_(
            NewsItem.visible_from > now,
            or_(NewsItem.visible_until.is_(None), NewsItem.visible_until > now),
        ),
        State.LIVE: and_(NewsItem.id.is_not(None), store.visible(now)),
        State.EXPIRED: over,
        State.DELETED: NewsStory.deleted_at.is_not(None),
    }[state]
