"""What was kept while writing is thinned; what somebody saved never is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from frontdesk.core import clock, worker
from frontdesk.core.audit import AuditEntry
from frontdesk.core.db import db
from frontdesk.news import actions, stories, thinning
from frontdesk.news.errors import StaleVersion
from frontdesk.news.models import Kind
from tests.factories import a_member
from tests.news.writing import AUTHOR, CONTENT, EDITOR, a_story, found

TEN = datetime(2031, 3, 4, 10, tzinfo=UTC)
MINUTE, DAY, MONTH = timedelta(minutes=1), timedelta(days=1), timedelta(days=31)
KEPT, SAVED = Kind.AUTOSAVE, Kind.SAVE


def at(after: timedelta) -> AbstractContextManager[None]:
    """So long after ten."""
    return clock.shifted(TEN + after - clock.now())


@pytest.fixture
def story(app: Flask) -> int:
    """The number of a story begun at nine, with a text for each of these minutes after ten."""
    with at(-timedelta(hours=1)):
        number = a_story().id
    keep(number, 0, 10, 20, 50, 70, 80)
    return number


def keep(number: int, *minutes: int, kind: Kind = KEPT, who: tuple[str, str] = AUTHOR) -> None:
    for minute in minutes:
        with at(timedelta(minutes=minute)):
            content = replace(CONTENT, body=f"{minute} minutes after ten, by {who[1]}.")
            actions.save(number, found(number).version, content, a_member(*who), kind)


def left(number: int, after: timedelta) -> list[int]:
    """The versions that are left when the worker has looked at the history so long after ten."""
    with at(after):
        thinning.thin()
    return [revision.number for revision in reversed(stories.history(number))]


def test_for_a_day_everything_stays_and_then_the_last_of_each_hour(story: int) -> None:
    assert left(story, DAY - MINUTE) == [1, 2, 3, 4, 5, 6, 7]
    assert left(story, DAY + 15 * MINUTE) == [1, 4, 5, 6, 7]
    assert left(story, DAY + 90 * MINUTE) == [1, 5, 7]


def test_after_a_month_those_go_that_a_saved_text_stands_for(story: int) -> None:
    keep(story, 90, kind=SAVED)
    keep(story, 130, 140, 190)
    assert left(story, MONTH) == [1, 8, 10, 11]


def test_each_person_keeps_their_own(story: int) -> None:
    keep(story, 85, who=EDITOR)
    assert left(story, 2 * DAY) == [1, 5, 7, 8]


def test_named_and_late_texts_and_what_visitors_see_stay(story: int) -> None:
    by = a_member(*EDITOR)
    actions.name_revision(story, 3, "As agreed", by)
    with at(timedelta(minutes=95)):
        actions.publish(story, 7, found(story).content, by)
        with pytest.raises(StaleVersion):
            actions.save(story, 4, replace(CONTENT, title="Too late"), by, KEPT)
    keep(story, 100)
    assert left(story, MONTH) == [1, 3, 8, 9, 10]


def test_pressing_save_on_what_was_kept_already_keeps_it_for_good(story: int) -> None:
    content = found(story).content
    assert actions.save(story, 7, content, a_member(*AUTHOR)) == 7
    assert stories.revision(story, 7).kind == SAVED  # type: ignore[union-attr]
    entries = db.session.query(AuditEntry).filter_by(action="news: saved").count()
    assert entries == 1
    keep(story, 100)
    assert left(story, MONTH) == [1, 7, 8]


def test_the_worker_does_it_where_something_changed_lately(
    make_app: Callable[..., Flask], story: int
) -> None:
    with at(3 * MONTH):
        assert thinning.thin() == 0
    with at(2 * DAY):
        worker.run_due(make_app())
    db.session.rollback()
    assert [revision.number for revision in stories.history(story)] == [7, 5, 1]
