"""Reading preview links and what came back by them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.core.db import db
from frontdesk.core.tokens import token_hash
from frontdesk.news.models import NewsStory
from frontdesk.news.review.models import NewsReviewComment, NewsReviewLink
from frontdesk.staff.models import Staff

FEW = 5


class Unread(NamedTuple):
    """A story with remarks that nobody has read: how many, and when the latest came."""

    story: int
    title: str
    number: int
    at: datetime


def story(story_id: int) -> NewsStory | None:
    """A story that is not deleted."""
    found = db.session.get(NewsStory, story_id)
    return found if found is not None and found.deleted_at is None else None


def by_token(token: str) -> NewsReviewLink | None:
    query = select(NewsReviewLink).where(NewsReviewLink.token_hash == token_hash(token))
    return db.session.scalars(query).one_or_none()


def locked(session: Session, link_id: int) -> NewsReviewLink | None:
    """The link, until the caller's transaction ends nobody else's to change."""
    return session.get(NewsReviewLink, link_id, with_for_update=True)


def links(story_id: int) -> list[NewsReviewLink]:
    """The story's links, the newest first."""
    query = select(NewsReviewLink).where(NewsReviewLink.story_id == story_id)
    return list(db.session.scalars(query.order_by(NewsReviewLink.id.desc())))


def comments(story_id: int) -> list[NewsReviewComment]:
    """What came back about the story, the newest first."""
    query = select(NewsReviewComment).join(NewsReviewComment.link)
    about = query.where(NewsReviewLink.story_id == story_id)
    return list(db.session.scalars(about.order_by(NewsReviewComment.id.desc())))


def said_by(link_id: int) -> list[NewsReviewComment]:
    """What came back by one link, in the order in which it was said."""
    query = select(NewsReviewComment).where(NewsReviewComment.link_id == link_id)
    return list(db.session.scalars(query.order_by(NewsReviewComment.id)))


def unread(member: int | None) -> list[Unread]:
    """A few stories with unread remarks, the latest first; of one member of staff those that are
    theirs or that they have shown."""
    latest = func.max(NewsReviewComment.at)
    query = (
        select(NewsStory.id, NewsStory.title, func.count(), latest)
        .join(NewsReviewLink, NewsReviewLink.story_id == NewsStory.id)
        .join(NewsReviewComment, NewsReviewComment.link_id == NewsReviewLink.id)
        .where(NewsReviewComment.read_at.is_(None), NewsStory.deleted_at.is_(None))
    )
    if member is not None:
        theirs = (NewsStory.author_id == member, NewsReviewLink.created_by_id == member)
        query = query.where(or_(*theirs))
    few = query.group_by(NewsStory.id, NewsStory.title).order_by(latest.desc()).limit(FEW)
    return [Unread(*row) for row in db.session.execute(few)]


def address_to_tell(session: Session, link: NewsReviewLink) -> str | None:
    """The mail address of the story's author or, of a story without one, of who made the link."""
    found = session.get(NewsStory, link.story_id)
    for number in (found.author_id if found else None, link.created_by_id):
        member = session.get(Staff, number) if number is not None else None
        if member is not None and member.active:
            return str(member.email)
    return None
