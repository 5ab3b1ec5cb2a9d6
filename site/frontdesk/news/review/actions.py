"""Everything that changes preview links and what comes back by them. Each is one transaction."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from frontdesk.core import audit, clock, once
from frontdesk.core.db import transaction
from frontdesk.core.tokens import new_token, token_hash
from frontdesk.news.content import Content
from frontdesk.news.models import NewsStory
from frontdesk.news.review import emails, store
from frontdesk.news.review.models import NewsReviewComment, NewsReviewLink
from frontdesk.staff.member import Member

MOST_DAYS = 30
# So many remarks by one link; who has more to say had better telephone.
MOST_COMMENTS = 100


class Closed(Exception):
    """The link has run out, was revoked, or its story is gone."""


class Changed(Exception):
    """The draft is no longer the one that was looked at."""


class Enough(Exception):
    """As much has come back by this link as we take."""


def invite(by: Member, story_id: int, name: str, days: int) -> str:
    """Make a link for `name` that lasts `days` days and return its token, which nobody can read
    again. Raises Closed for a story that is gone."""
    token, now = new_token(), clock.now()
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"A preview link lasts from 1 to {MOST_DAYS} days, not {days}.")
    with transaction() as session:
        story = _story(session, story_id)
        link = NewsReviewLink(
            story_id=story_id,
            token_hash=token_hash(token),
            name=name,
            created_by=by.name,
            created_by_id=by.id,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        session.add(link)
        audit.record(session, by.email, "news: preview link made", _subject(story), f"for {name}")
    return token


def revoke(by: Member, story_id: int, link_id: int) -> None:
    """Close a link at once; closing one that is closed changes nothing. Raises Closed where the
    story has no such link."""
    with transaction() as session:
        link = store.locked(session, link_id)
        if link is None or link.story_id != story_id:
            raise Closed
        if link.revoked_at is None:
            link.revoked_at = clock.now()
            story = session.get_one(NewsStory, story_id)
            detail = f"for {link.name}"
            audit.record(session, by.email, "news: preview link revoked", _subject(story), detail)


def approve(link_id: int, version: int, nonce: str) -> None:
    """Whoever holds the link approves the draft as it is at `version`.

    The same form twice counts once. Raises Closed, Enough, and Changed where the draft is another.
    """
    with transaction() as session:
        link, story = _open(session, link_id)
        if story.version != version:
            raise Changed
        if _claim(session, link, nonce):
            session.add(_said(link, story, approved=True))
            emails.approved(session, link, story)
            _record(session, link, story, "news: approved")


def comment(link_id: int, text: str, nonce: str) -> None:
    """Keep what whoever holds the link has to say. Raises Closed and Enough."""
    with transaction() as session:
        link, story = _open(session, link_id)
        if _claim(session, link, nonce):
            session.add(_said(link, story, text=text))
            emails.commented(session, link, story, text)
            _record(session, link, story, "news: commented on")


def mark_read(by: Member, story_id: int, newest: int) -> None:
    """Somebody has read what came back about the story, up to the remark `newest`."""
    with transaction() as session:
        story = _story(session, story_id)
        for said in store.comments(story_id):
            if said.read_at is None and said.id <= newest:
                said.read_at = clock.now()
        audit.record(session, by.email, "news: remarks read", _subject(story))


def content_hash(content: Content) -> str:
    """What a reader sees of a text, as a hash: when it is shown is not part of it."""
    shown = replace(content, visible_from=None, visible_until=None).as_json()
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _open(session: Session, link_id: int) -> tuple[NewsReviewLink, NewsStory]:
    link = store.locked(session, link_id)
    if link is None or not link.is_open(clock.now()):
        raise Closed
    return link, _story(session, link.story_id)


def _story(session: Session, story_id: int) -> NewsStory:
    story = session.get(NewsStory, story_id)
    if story is None or story.deleted_at is not None:
        raise Closed
    return story


def _claim(session: Session, link: NewsReviewLink, nonce: str) -> bool:
    if len(store.said_by(link.id)) >= MOST_COMMENTS:
        raise Enough
    return once.claim(session, f"preview {link.id} {nonce}")


def _said(
    link: NewsReviewLink, story: NewsStory, approved: bool = False, text: str = ""
) -> NewsReviewComment:
    return NewsReviewComment(
        link_id=link.id,
        version=story.version,
        content_hash=content_hash(story.content),
        approved=approved,
        text=text,
        at=clock.now(),
    )


def _record(session: Session, link: NewsReviewLink, story: NewsStory, deed: str) -> None:
    audit.record(session, f"{link.name}, by preview link", deed, _subject(story))


def _subject(story: NewsStory) -> str:
    return f"{story.id}: {story.title}"[:200]
