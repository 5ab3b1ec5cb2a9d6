"""How a story stands, in the words that staff read."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.news.models import NewsItem, NewsStory
from frontdesk.news.words import ago, at, changed, standing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def a_story(
    begins: datetime | None = None, ends: datetime | None = None, shown: int = 1
) -> NewsStory:
    item = NewsItem(visible_from=begins, visible_until=ends)
    return NewsStory(item=item, version=1, published_version=shown)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (utc(2026, 12, 1, 9), "Tue 1 Dec, 09:00"),
        (utc(2026, 7, 1, 9), "Wed 1 Jul, 10:00"),
        # The hour that comes twice.
        (utc(2026, 10, 25, 0, 30), "Sun 25 Oct, 01:30 (summer time)"),
        (utc(2026, 10, 25, 1, 30), "Sun 25 Oct, 01:30 (winter time)"),
        (utc(2026, 10, 25, 2), "Sun 25 Oct, 02:00"),
        # The hour that is left out.
        (utc(2026, 3, 29, 0, 59), "Sun 29 Mar, 00:59"),
        (utc(2026, 3, 29, 1), "Sun 29 Mar, 02:00"),
        (utc(2027, 1, 1, 0), "Fri 1 Jan 2027, 00:00"),
        (utc(2026, 6, 30, 23, 30), "Wed 1 Jul, 00:30"),
    ],
)
def test_a_moment_is_told_as_london_shows_it(moment: datetime, words: str) -> None:
    assert at(moment, NOW) == words


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "on Tue 24 Nov, 12:00"),
    ],
)
def test_how_long_ago_something_was(passed: timedelta, words: str) -> None:
    assert ago(NOW - passed, NOW) == words


def test_each_state_has_its_words() -> None:
    before, after = utc(2026, 11, 20, 9), utc(2026, 12, 1, 9)
    later = utc(2026, 12, 8, 9)
    assert standing(NewsStory(), NOW) == "draft"
    assert standing(NewsStory(deleted_at=before), NOW) == "deleted"
    assert standing(a_story(before), NOW) == "live"
    assert standing(a_story(before, after), NOW) == "live until Tue 1 Dec, 09:00 London time"
    assert standing(a_story(after), NOW) == "goes live Tue 1 Dec, 09:00 London time"
    assert standing(a_story(after, later), NOW) == (
        "goes live Tue 1 Dec, 09:00 London time, stays until Tue 8 Dec, 09:00"
    )
    assert standing(a_story(None, before), NOW) == "not shown since Fri 20 Nov, 09:00 London time"


def test_changes_that_visitors_do_not_see_yet_are_told() -> None:
    told = "; changed since, and that is not shown yet"
    assert standing(a_story(shown=0), NOW) == f"live{told}"
    gone = a_story(None, NOW, shown=0)
    assert told not in standing(gone, NOW)


def test_who_changed_it_is_named_where_that_is_known() -> None:
    story = NewsStory(updated_by="Ash Quinn", updated_at=NOW)
    assert changed(story, NOW) == "changed by Ash Quinn just now"
    assert changed(NewsStory(updated_by="", updated_at=NOW), NOW) == "changed just now"
