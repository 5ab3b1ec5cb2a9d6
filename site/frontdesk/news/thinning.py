"""What was kept while somebody wrote serves for a day, and then less and less of it is needed.

Only texts that nobody asked to be kept ever go: those that were saved, sent out, named or came too
late for a change stay, and so do the newest text and what visitors see.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from frontdesk.core import clock
from frontdesk.core.db import transaction
from frontdesk.news import stories
from frontdesk.news.models import Kind, NewsRevision, NewsStory

# After the first, one of each hour stays; after the second, none that a later saved text follows.
ALL_KEPT = timedelta(days=1)
HOURLY_KEPT = timedelta(days=30)
# Who was not changed for so long has been thinned for good, even if the worker was away for a week.
SETTLED = HOURLY_KEPT + timedelta(days=30)


def thin() -> int:
    """Thin the histories that may need it, one transaction each; returns how many texts went."""
    since = clock.now() - SETTLED
    return sum(_thin_story(number) for number in stories.changed_since(since))


def _thin_story(number: int) -> int:
    with transaction() as session:
        story = stories.locked(session, number)
        if story is None:
            return 0
        gone = superfluous(story, stories.history(number), clock.now())
        session.execute(delete(NewsRevision).where(NewsRevision.id.in_(gone)))
        return len(gone)


def superfluous(story: NewsStory, newest_first: Sequence[NewsRevision], now: datetime) -> list[int]:
    """The ids of the revisions that need not be kept any longer."""
    shown = (story.version, story.published_version)
    gone, hours, saved_later = [], set(), False
    for revision in newest_first:
        hour = (revision.author_id, revision.at.replace(minute=0, second=0, microsecond=0))
        age = now - revision.at
        if revision.kind != Kind.AUTOSAVE or revision.name or revision.number in shown:
            saved = revision.kind not in (Kind.AUTOSAVE, Kind.CONFLICT) or revision.name
            saved_later = saved_later or bool(saved)
        elif (age > HOURLY_KEPT and saved_later) or (age > ALL_KEPT and hour in hours):
            gone.append(revision.id)
        hours.add(hour)
    return gone
