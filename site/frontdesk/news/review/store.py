"""Reading preview links and what came back by them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core.db import db
from frontdesk.core.tokens import token_hash
from frontdesk.news.models import NewsStory
from frontdesk.news.review.models import NewsReviewComment, NewsReviewLink
from frontdesk.staff.models import Staff


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


def address_to_tell(session: Session, link: NewsReviewLink) -> str | None:
    """The mail address of the story's author or, of a story without one, of who made the link."""
    found = session.get(NewsStory, link.story_id)
    for number in (found.author_id if found else None, link.created_by_id):
        member = session.get(Staff, number) if number is not None else None
        if member is not None and member.active:
            return str(member.email)
    return None
