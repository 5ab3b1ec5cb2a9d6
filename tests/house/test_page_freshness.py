"""A change of the content is seen by every process within a second, whatever the database does."""

import re
import threading
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from werkzeug.test import Client

from frontdesk.app import create_app
from frontdesk.core import clock, pagecache
from frontdesk.core.db import db, transaction
from frontdesk.core.pagecache import PageCache, Watch
from frontdesk.news.models import NewsItem
from tests.access.world import with_news
from tests.client import CheckingClient
from tests.house.test_page_cache_rules import World
from tests.services.site import LiveSite, running_site, site_environ
from tests.services.waiting import until

SLUG = "video-wall-london"


class Time:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def retitle(title: str, tell: bool = True) -> None:
    with transaction() as session:
        session.execute(update(NewsItem).where(NewsItem.slug == SLUG).values(title=title))
        if tell:
            pagecache.invalidate(session)


def test_a_page_is_made_anew_when_its_content_has_changed(client: CheckingClient) -> None:
    with_news()
    client.get(f"/news/{SLUG}")
    retitle("Another title")
    assert "Another title" in client.text(f"/news/{SLUG}")
    assert "Another title" in client.text("/")


def test_until_then_it_stays_as_it_is(client: CheckingClient) -> None:
    with_news()
    client.get(f"/news/{SLUG}")
    retitle("Another title", tell=False)
    assert "Another title" not in client.text(f"/news/{SLUG}")


def test_a_change_that_is_taken_back_changes_nothing(app: Flask, client: CheckingClient) -> None:
    with_news()
    client.get("/")
    kept = app.extensions["page_cache"]._pages["/", ""]
    with pytest.raises(ZeroDivisionError), transaction() as session:
        pagecache.invalidate(session)
        raise ZeroDivisionError
    client.get("/")
    assert app.extensions["page_cache"]._pages["/", ""] is kept


def test_an_answer_made_before_the_change_does_not_pass_for_one_made_after(
    app: Flask, client: CheckingClient
) -> None:
    with_news()

    def slow() -> str:
        shown = client.application.extensions["shown"]
        retitle("While it was being made") if shown == "old" else None
        return f"shows {shown}"

    kept = app.view_functions["pages.home"]
    app.view_functions["pages.home"] = pagecache.shared()(slow)
    visitor = Client(app)
    try:
        app.extensions["shown"] = "old"
        assert visitor.get("/").text == "shows old"
        app.extensions["shown"] = "new"
        assert visitor.get("/").text == "shows new"
    finally:
        app.view_functions["pages.home"] = kept


def test_a_page_ends_at_the_moment_that_its_view_names(client: CheckingClient) -> None:
    world = World()
    visitor = Client(PageCache(world.app().wsgi_app, Watch(lambda: 1)))
    first = visitor.get("/phase").data
    with clock.shifted(timedelta(minutes=1)):
        assert visitor.get("/phase").data != first


# What a process knows of the generation.


def test_the_default_times_let_no_page_be_older_than_a_second() -> None:
    watch = Watch(lambda: 1)
    assert watch.interval * 1.5 + watch.patience <= 1.0


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.001, 1.2), st.booleans()), max_size=60))
def test_at_any_moment_the_number_is_less_than_a_second_old_and_seldom_asked(
    steps: list[tuple[float, bool]],
) -> None:
    time, number, asked = Time(), 1, []

    def ask() -> int:
        asked.append(time.now)
        return number

    watch = Watch(ask, patience=30.0, monotonic=time)
    since = {1: time.now}
    until_when: dict[int, float] = {}
    for step, changes in steps:
        time.now += step
        if changes:
            until_when[number] = time.now
            number += 1
            since[number] = time.now
        if time.now >= watch.due:
            watch.look()
            watch._answered.wait()
        assert watch.number is not None
        assert until_when.get(watch.number, time.now) > time.now - 1
    assert all(b - a >= watch.interval for a, b in pairwise(asked))


def test_under_steady_traffic_nobody_waits_for_the_database() -> None:
    time, free = Time(), threading.Event()
    watch = Watch(lambda: 1, patience=30.0, monotonic=time)
    watch.look()
    watch._ask = lambda: 2 if free.wait(30) else 0
    time.now += watch.interval + 0.1
    watch.look()
    assert watch.number == 1
    free.set()
    until(lambda: watch.number == 2, "the answer to the question")


def test_a_database_that_does_not_answer_is_asked_once_and_waited_for_once() -> None:
    time, free, asked = Time(), threading.Event(), []

    def ask() -> int:
        asked.append(time.now)
        return 2 if free.wait(30) else 0

    watch = Watch(lambda: 1, patience=0.01, monotonic=time)
    watch.patience = 30.0
    watch.look()
    watch._ask, watch.patience = ask, 0.01
    for _ in range(5):
        time.now += 10
        watch.look()
    assert (watch.number, len(asked)) == (1, 1)
    free.set()
    until(lambda: watch.number == 2, "the answer that came late")


def test_a_database_that_refuses_is_asked_again_and_told_of_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    time = Time()
    watch = Watch(lambda: 1, patience=30.0, monotonic=time)
    watch.look()

    def refuse() -> int:
        raise OSError

    watch._ask = refuse
    for _ in range(3):
        time.now += 1
        watch.look()
    assert watch.number == 1
    assert len(caplog.records) == 1
    watch._ask = lambda: 2
    time.now += 1
    watch.look()
    assert watch.number == 2


def test_pages_are_answered_while_the_database_is_away(app: Flask) -> None:
    visitor = Client(app)
    assert visitor.get("/").status_code == 200
    with transaction() as session:
        session.execute(text("ALTER TABLE page_generation RENAME TO away"))
    for _ in range(2):
        assert visitor.get("/").status_code == 200
    with transaction() as session:
        session.execute(text("ALTER TABLE away RENAME TO page_generation"))
        session.execute(text("UPDATE page_generation SET number = 5"))
    assert visitor.get("/").status_code == 200


def test_without_a_generation_pages_are_made_each_time() -> None:
    def refuse() -> int:
        raise OSError

    world = World()
    visitor = Client(PageCache(world.app().wsgi_app, Watch(refuse, interval=0.0, patience=30.0)))
    for _ in range(2):
        assert visitor.get("/page/1").status_code == 200
    assert world.made == ["1", "1"]


def test_of_many_who_want_a_page_that_has_changed_one_makes_it() -> None:
    world, free, busy = World(), threading.Event(), threading.Event()
    app = world.app()
    watch = Watch(lambda: world.generation, interval=0.0, patience=30.0)
    cache = PageCache(app.wsgi_app, watch)
    Client(cache).get("/page/1")
    world.change()

    def slowly(name: str) -> str:
        busy.set()
        free.wait(30)
        return world.page(name)

    app.view_functions["page"] = pagecache.shared()(slowly)
    bodies: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: bodies.append(Client(cache).get("/page/1").data))
        for _ in range(8)
    ]
    threads[0].start()
    assert busy.wait(30)
    for thread in threads[1:]:
        thread.start()
    free.set()
    for thread in threads:
        thread.join()
    assert world.made == ["1", "1"]
    assert bodies == [bodies[0]] * 8


# Two real processes on one database.


@pytest.fixture(params=["sqlite", "postgresql"])
def two_sites(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[LiveSite, LiveSite]]:
    """Two web servers with one database, each on a port of its own so that both are asked."""
    settings = {}
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
        settings["DATABASE_URL"] = postgres.create("two_sites")
    with running_site(tmp_path, settings) as one:
        folder = tmp_path / "other"
        folder.mkdir()
        shared = {"DATABASE_URL": one.settings.database_url, "SECRET_KEY": one.settings.secret_key}
        other = LiveSite(site_environ(folder, shared), folder)
        try:
            other.web.start()
            other.wait_until_ready()
            yield one, other
        finally:
            other.stop()
    if request.param == "postgresql":
        postgres.drop("two_sites")


def get(site: LiveSite, path: str) -> str:
    with urllib.request.urlopen(site.url + path) as answer:
        return str(answer.read().decode())


def test_every_process_shows_a_change(two_sites: tuple[LiveSite, LiveSite]) -> None:
    app = create_app(two_sites[0].settings)

    def shown() -> str:
        return "".join(
            re.findall("[A-Z][a-z]+ knows", "".join(get(s, "/news/") for s in two_sites))
        )

    with app.app_context():
        assert shown() == ""
        retitle("Nobody knows", tell=False)
        # Each process answers from memory, or this would show.
        assert shown() == ""
        retitle("Everybody knows")
        until(lambda: shown() == 2 * "Everybody knows", "both processes to show the change")
        db.session.remove()
        db.engine.dispose()
