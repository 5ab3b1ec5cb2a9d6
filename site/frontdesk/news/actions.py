"""Everything that changes a story. Each action is one transaction.

Whoever changes a story says which version they have seen. A text that comes after somebody else's
overwrites nothing: it is kept in the history, and StaleVersion tells of both.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from frontdesk.core import audit, clock, pagecache, search
from frontdesk.core.db import transaction
from frontdesk.news import linkcheck, readiness, showing, slugs, stories
from frontdesk.news.checklist.links import outside_links
from frontdesk.news.content import Content
from frontdesk.news.errors import NotNow, NotReady, Problem, StaleVersion
from frontdesk.news.models import LONGEST_NAME, Kind, NewsItem, NewsRevision, NewsStory
from frontdesk.news.searchable import searchable
from frontdesk.news.states import State, item_state, state_of
from frontdesk.staff.member import Member

KEPT_DELETED = timedelta(days=30)


def create(by: Member, content: Content | None = None) -> int:
    """Begin a story and return its number. Nobody but staff sees it."""
    now = clock.now()
    with transaction() as session:
        story = NewsStory(
            author_id=by.id, created_at=now, updated_by=by.name, updated_at=now, last_number=0
        )
        story.content = content or Content()
        story.version = 0
        session.add(story)
        session.flush()
        _write(session, story, story.content, by, Kind.SAVE)
        audit.record(session, by.email, "news: story begun", _subject(story))
        return story.id


def adopt(session: Session) -> int:
    """Give every item that has no story one, in the caller's transaction, and say how many."""
    orphans = stories.items_without_story(session)
    for item in orphans:
        story = NewsStory(
            item=item, created_at=item.updated_at, updated_by="", updated_at=item.updated_at
        )
        story.content = showing.content_of(item)
        story.version = story.last_number = story.published_version = 1
        session.add(story)
        session.flush()
        session.add(
            NewsRevision(
                story_id=story.id,
                number=1,
                kind=Kind.IMPORT,
                author="",
                at=item.updated_at,
                values=story.draft,
            )
        )
    return len(orphans)


def save(story_id: int, version: int, content: Content, by: Member, kind: Kind = Kind.SAVE) -> int:
    """Keep a text as the working copy and return its version. What visitors see stays as it is.

    Raises StaleVersion when somebody else was quicker, NotNow when the story is deleted.
    """
    with transaction() as session:
        story = _open(session, story_id)
        before = story.version
        stale = _take(session, story, version, content, by, kind)
        if stale is None and kind is not Kind.AUTOSAVE and story.version != before:
            audit.record(session, by.email, "news: saved", _subject(story))
        result = story.version
    if stale:
        raise stale
    return result


def publish(story_id: int, version: int, content: Content, by: Member) -> int:
    """Save the text and show it to visitors: from `content.visible_from`, or at once where that is
    None or past, until `content.visible_until`. Returns the version.

    An item that is live stays live, and shows the new text at once. Raises StaleVersion, NotNow
    for a deleted story, and NotReady with what is missing; the text is saved even then.
    """
    with transaction() as session:
        story = _open(session, story_id)
        stale = _take(session, story, version, content, by, Kind.PUBLISH)
        problems = [] if stale else _problems(story, content)
        if not stale and not problems:
            _show(session, story, content)
            audit.record(session, by.email, "news: published", _subject(story), _times(story.item))
            pagecache.invalidate(session)
        result = story.version
    if stale:
        raise stale
    if problems:
        raise NotReady(problems, result)
    return result


def unpublish(story_id: int, version: int, by: Member) -> None:
    """Take the story off the site at once: one that was shown ends now, one that never was is a
    draft again. Raises NotNow when visitors don't and won't see it, StaleVersion as `save`."""
    with transaction() as session:
        story = _open(session, story_id)
        item, now = story.item, clock.now()
        if item is None or item_state(item, now) is State.EXPIRED:
            raise NotNow("This is not on the site.")
        stale = _stale(session, story, version, None, by)
        if stale is None:
            _hide(session, story, item, now)
            audit.record(session, by.email, "news: taken off the site", _subject(story))
            pagecache.invalidate(session)
    if stale:
        raise stale


def restore(story_id: int, version: int, number: int, by: Member) -> int:
    """Make an earlier revision the working copy again, as a new revision; returns the version.

    Visitors see it only once it is published. Raises NotNow, and StaleVersion as `save`.
    """
    with transaction() as session:
        story = _open(session, story_id)
        wanted = _revision(session, story_id, number)
        stale = _stale(session, story, version, None, by)
        if stale is None:
            _write(session, story, wanted.content, by, Kind.RESTORE)
            audit.record(session, by.email, "news: restored", _subject(story), f"revision {number}")
        result = story.version
    if stale:
        raise stale
    return result


def name_revision(story_id: int, number: int, name: str, by: Member) -> None:
    """Give a revision a name, or take it away where the name is empty. Raises NotNow."""
    with transaction() as session:
        story = _open(session, story_id)
        _revision(session, story_id, number).name = name.strip()[:LONGEST_NAME] or None
        audit.record(
            session, by.email, "news: revision named", _subject(story), f"{number}: {name}"
        )


def delete_draft(story_id: int, by: Member) -> None:
    """Put a draft away; for KEPT_DELETED it can be brought back. Raises NotNow."""
    with transaction() as session:
        story = _open(session, story_id)
        if story.item is not None:
            raise NotNow("Only drafts can be deleted: visitors may know this address.")
        story.deleted_at = clock.now()
        audit.record(session, by.email, "news: draft deleted", _subject(story))


def undelete(story_id: int, by: Member) -> None:
    """Bring a deleted draft back with its whole history. Raises NotNow."""
    with transaction() as session:
        story = stories.locked(session, story_id)
        if story is None or story.deleted_at is None:
            raise NotNow("This draft is not deleted.")
        story.deleted_at = None
        audit.record(session, by.email, "news: draft brought back", _subject(story))


def purge() -> int:
    """Destroy what was deleted longer ago than KEPT_DELETED; returns how many stories that was."""
    with transaction() as session:
        due = stories.deleted_before(session, clock.now() - KEPT_DELETED)
        for story in due:
            audit.record(session, "worker", "news: deleted draft destroyed", _subject(story))
        session.execute(delete(NewsStory).where(NewsStory.id.in_([story.id for story in due])))
        return len(due)


def _open(session: Session, story_id: int) -> NewsStory:
    """The story, held for this transaction so that its changes come one after another."""
    story = stories.locked(session, story_id)
    if story is None or story.deleted_at is not None:
        raise NotNow("This draft has been deleted.")
    return story


def _take(
    session: Session, story: NewsStory, version: int, content: Content, by: Member, kind: Kind
) -> StaleVersion | None:
    """Write the content unless it comes too late; the same text again makes no new version."""
    same = content == story.content
    if same and kind is not Kind.PUBLISH:
        if kind is Kind.SAVE:
            _keep_for_good(session, story, by)
        return None
    stale = None if same else _stale(session, story, version, content, by)
    if stale is None:
        _write(session, story, content, by, kind)
    return stale


def _keep_for_good(session: Session, story: NewsStory, by: Member) -> None:
    """Whoever saves what was kept while they wrote wants to find it again."""
    newest = stories.revision(story.id, story.version)
    if newest is not None and newest.kind == Kind.AUTOSAVE:
        newest.kind = Kind.SAVE
        audit.record(session, by.email, "news: saved", _subject(story))


def _stale(
    session: Session, story: NewsStory, version: int, yours: Content | None, by: Member
) -> StaleVersion | None:
    """What to tell a person who has not seen the newest text; their own is kept beside it."""
    if version == story.version:
        return None
    base, theirs = stories.revision(story.id, version), story.content
    if base is not None and base.content == theirs:
        return None
    if yours is None:
        yours = base.content if base else theirs
        kept = version
    else:
        kept = _keep(session, story, yours, by)
    return StaleVersion(
        yours, theirs, story.version, story.updated_by, kept, base.content if base else Content()
    )


def _keep(session: Session, story: NewsStory, content: Content, by: Member) -> int:
    """The number of the revision that holds a text which came too late, kept once however often
    it is sent."""
    newest = stories.newest_conflict(session, story.id, by.id)
    if newest is not None and newest.content == content:
        return newest.number
    return _record(session, story, content, by, Kind.CONFLICT).number


def _write(session: Session, story: NewsStory, content: Content, by: Member, kind: Kind) -> None:
    story.version = _record(session, story, content, by, kind).number
    story.content = content
    story.updated_by, story.updated_at = by.name, clock.now()
    linkcheck.want(session, outside_links(content.body))


def _record(
    session: Session, story: NewsStory, content: Content, by: Member, kind: Kind
) -> NewsRevision:
    story.last_number += 1
    revision = NewsRevision(
        story_id=story.id,
        number=story.last_number,
        kind=kind,
        author_id=by.id,
        author=by.name,
        at=clock.now(),
        values=content.as_json(),
    )
    session.add(revision)
    return revision


def _revision(session: Session, story_id: int, number: int) -> NewsRevision:
    found = stories.revision(story_id, number)
    if found is None:
        raise NotNow("There is no such version in the history.")
    return found


def _problems(story: NewsStory, content: Content) -> list[Problem]:
    now = clock.now()
    found = readiness.problems(content, now)
    later = content.visible_from is not None and content.visible_from > now
    if later and state_of(story, now) is State.LIVE:
        found.append(
            Problem(
                "visible_from",
                "Visitors see this already, so it can't begin later. Publish the changes now, or "
                "take it off the site first.",
            )
        )
    return found


def _show(session: Session, story: NewsStory, content: Content) -> None:
    """Bring the content to the item, made if there is none, from and until its moments."""
    now = clock.now()
    item = story.item or NewsItem(slug=slugs.free(session, content.title))
    begins = max(now, content.visible_from or now)
    if not _has_been_seen(item, now):
        item.published_at = begins
    if story.item is None or item_state(item, now) is not State.LIVE:
        item.visible_from = begins
    item.visible_until = content.visible_until
    item.updated_at = now
    session.add(showing.fill(item, content))
    story.item, story.published_version = item, story.version
    session.flush()
    search.put(session, searchable(item))


def _has_been_seen(item: NewsItem, now: datetime) -> bool:
    """Whether visitors have ever been shown it; the day of the news is the first of these."""
    if item.published_at is None:
        return item.seed_order is not None
    return item.published_at <= now


def _hide(session: Session, story: NewsStory, item: NewsItem, now: datetime) -> None:
    search.remove(session, f"/news/{item.slug}")
    if _has_been_seen(item, now):
        item.visible_from = None
        item.visible_until = now
        search.put(session, searchable(item))
    else:
        story.item = story.published_version = None
        session.delete(item)


def _times(item: NewsItem | None) -> str:
    if item is None:
        return ""
    moments = (("from", item.visible_from), ("until", item.visible_until))
    return ", ".join(f"{word} {moment:%Y-%m-%d %H:%M} UTC" for word, moment in moments if moment)


def _subject(story: NewsStory) -> str:
    return f"{story.id}: {story.title or 'untitled'}"[:200]
