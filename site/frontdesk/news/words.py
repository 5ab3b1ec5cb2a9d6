"""How a story stands, in the words that staff read."""

from datetime import datetime, timedelta

from frontdesk.core.clock import london
from frontdesk.news.londontime import EARLIER, LATER, which_of_two
from frontdesk.news.models import Kind, NewsRevision, NewsStory
from frontdesk.news.states import State, has_changes, state_of

STATES = {
    State.DRAFT: "Drafts",
    State.SCHEDULED: "Scheduled",
    State.LIVE: "Live",
    State.EXPIRED: "No longer shown",
    State.DELETED: "Deleted",
}
KINDS = {
    Kind.AUTOSAVE: "kept while writing",
    Kind.SAVE: "saved",
    Kind.PUBLISH: "sent out",
    Kind.RESTORE: "restored",
    Kind.IMPORT: "as the site began",
    Kind.CONFLICT: "came after somebody else's change",
}
TWICE = {EARLIER: " (summer time)", LATER: " (winter time)"}


def at(moment: datetime, now: datetime) -> str:
    """A moment as London's clocks show it: "Tue 1 Dec, 09:00"; with its year if not this one, and
    with the kind of time where that comes twice."""
    local = london(moment)
    year = "" if local.year == london(now).year else f" {local.year}"
    which = TWICE.get(which_of_two(moment), "")
    return f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}{which}"


def standing(story: NewsStory, now: datetime) -> str:
    """The state in one phrase."""
    phrase = _standing(story, now)
    return f"{phrase}; changed since, and that is not shown yet" if _differs(story, now) else phrase


def ago(moment: datetime, now: datetime) -> str:
    """How long ago that was, and the day where it was long."""
    passed = now - moment
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return _counted(passed // timedelta(minutes=1), "minute")
    if passed < timedelta(days=1):
        return _counted(passed // timedelta(hours=1), "hour")
    return f"on {at(moment, now)}"


def changed(story: NewsStory, now: datetime) -> str:
    """Who changed it last, and when."""
    by = f" by {story.updated_by}" if story.updated_by else ""
    return f"changed{by} {ago(story.updated_at, now)}"


def how(revision: NewsRevision) -> str:
    """How a revision came about."""
    return KINDS[Kind(revision.kind)]


def _standing(story: NewsStory, now: datetime) -> str:
    state, item = state_of(story, now), story.item
    if state is State.DELETED:
        return "deleted"
    if item is None:
        return "draft"
    until = f" until {at(item.visible_until, now)}" if item.visible_until else ""
    if state is State.SCHEDULED and item.visible_from:
        stays = f", stays{until}" if until else ""
        return f"goes live {at(item.visible_from, now)} London time{stays}"
    if state is State.EXPIRED and item.visible_until:
        return f"not shown since {at(item.visible_until, now)} London time"
    return f"live{until} London time" if until else "live"


def _differs(story: NewsStory, now: datetime) -> bool:
    return has_changes(story) and state_of(story, now) in (State.LIVE, State.SCHEDULED)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' if number != 1 else ''} ago"
