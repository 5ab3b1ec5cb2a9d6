"""Where a story stands with visitors, which follows from its item and the time of day."""

from datetime import datetime
from enum import StrEnum

from frontdesk.news.models import NewsItem, NewsStory


class State(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    LIVE = "live"
    EXPIRED = "expired"
    DELETED = "deleted"


def state_of(story: NewsStory, now: datetime) -> State:
    """The state at that moment. An item's end counts before its beginning."""
    if story.deleted_at is not None:
        return State.DELETED
    return State.DRAFT if story.item is None else item_state(story.item, now)


def item_state(item: NewsItem, now: datetime) -> State:
    if item.visible_until is not None and item.visible_until <= now:
        return State.EXPIRED
    if item.visible_from is not None and item.visible_from > now:
        return State.SCHEDULED
    return State.LIVE


def has_changes(story: NewsStory) -> bool:
    """Whether the working copy is another text than the one that was published."""
    return story.item is not None and story.version != story.published_version
