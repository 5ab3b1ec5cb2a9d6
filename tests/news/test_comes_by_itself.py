"""A scheduled story appears on each process of the web server, and goes again, by itself."""

import time
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from frontdesk.app import create_app
from frontdesk.core import clock
from frontdesk.news import actions
from frontdesk.news.content import Content
from frontdesk.staff import accounts
from frontdesk.staff.member import Member
from tests.services.site import LiveSite, running_site

PATHS = ("/news/", "/news/by-itself", "/news/feed.atom", "/news/feed.json")
TITLE = "By itself"
# Enough connections that each of two processes is asked.
ASKED = 6


def schedule(site: LiveSite) -> tuple[float, float]:
    """A story that goes live in a few seconds and stays for two; tells both moments."""
    starts = clock.now() + timedelta(seconds=4)
    ends = starts + timedelta(seconds=4)
    content = Content(
        title=TITLE,
        summary="It comes by itself.",
        body="Nobody had to press anything.",
        topics=("led",),
        visible_from=starts,
        visible_until=ends,
    )
    app = create_app(site.settings)
    with app.app_context():
        number = accounts.add("ellis@site.example", "Ellis Hart", "correct horse battery staple")
        by = Member(number, "ellis@site.example", "Ellis Hart")
        story = actions.create(by, content)
        actions.publish(story, 1, content, by)
    return starts.timestamp(), ends.timestamp()


def fetched(site: LiveSite, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(site.url + path, timeout=5) as answer:
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def showing(site: LiveSite) -> set[tuple[str, bool]]:
    """For each path whether it shows the story, over several connections."""
    return {
        (path, status == 200 and TITLE in words)
        for path in PATHS
        for _ in range(ASKED)
        for status, words in [fetched(site, path)]
    }


def wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))


def test_each_process_shows_it_within_a_second_and_hides_it_again(tmp_path: Path) -> None:
    with running_site(tmp_path, workers=2) as site:
        starts, ends = schedule(site)
        assert showing(site) == {(path, False) for path in PATHS}
        assert time.time() < starts
        wait_until(starts + 1)
        assert showing(site) == {(path, True) for path in PATHS}
        assert time.time() < ends
        wait_until(ends + 1)
        assert showing(site) == {(path, False) for path in PATHS}
        assert fetched(site, "/news/by-itself")[0] == 410
        engine = create_engine(site.settings.database_url)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM news_item")) == 4
