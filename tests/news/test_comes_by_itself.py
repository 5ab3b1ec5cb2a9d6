"""A scheduled story appears on each process of the web server, and goes again, by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.news.models import NewsItem
from tests.news.writing import a_published_story

ADDRESS = "/news/by-itself"
PATHS = ("/", "/news/", ADDRESS, "/news/feed.atom", "/news/feed.json", "/news/topics/led")
MINUTE = timedelta(minutes=1)


def showing(processes: list[Flask], at: datetime) -> dict[str, list[bool]]:
    """For each path whether it shows the story at that moment, process by process."""
    with clock.shifted(at - clock.now()):
        return {
            path: ["By itself" in process.test_client().get(path).text for process in processes]
            for path in PATHS
        }


def test_each_process_shows_it_at_its_moment_and_hides_it_again(
    app: Flask, make_app: Callable[..., Flask]
) -> None:
    processes = [make_app(), make_app()]
    starts = clock.now() + timedelta(days=2)
    ends = starts + timedelta(hours=3)
    a_published_story(title="By itself", visible_from=starts, visible_until=ends)
    for at, shown in (
        (starts - MINUTE, False),
        (starts, True),
        (ends - MINUTE, True),
        (ends, False),
    ):
        assert showing(processes, at) == dict.fromkeys(PATHS, [shown] * 2), at
    with clock.shifted(ends - clock.now()):
        assert [each.test_client().get(ADDRESS).status_code for each in processes] == [410, 410]
    db.session.rollback()
    assert db.session.query(NewsItem).count() == 1
