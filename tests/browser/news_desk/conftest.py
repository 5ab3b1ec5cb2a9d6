"""One running site for all who write news; each test has a story of its own."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from frontdesk.app import create_app
from frontdesk.core.db import db
from frontdesk.news import actions
from frontdesk.news.content import Content
from frontdesk.staff import accounts
from frontdesk.staff.member import Member
from tests.browser.news_desk.writer import ALEX, EXPECTED, PASSWORD, Writer
from tests.services.site import LiveSite, running_site


@pytest.fixture(scope="package")
def desk_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with running_site(tmp_path_factory.mktemp("desk")) as site:
        yield site


@pytest.fixture(scope="package")
def desk(desk_site: LiveSite) -> Iterator[Flask]:
    """The same site's actions, called directly."""
    app = create_app(desk_site.settings)
    with app.app_context():
        accounts.add(ALEX, "Alex Poole", PASSWORD, "author")
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def story(desk: Flask) -> int:
    """The number of a new draft."""
    with desk.app_context():
        account = accounts.datastore.find_user(email=ALEX)
        by = Member(account.id, account.email, account.name, frozenset({"author"}))
        number = actions.create(by, Content(title="The pier", body="It begins."))
        db.session.remove()
    return number


@pytest.fixture
def stored(desk: Flask, story: int) -> Callable[[], Content]:
    """What the site has of the story now."""
    from frontdesk.news import stories

    def read() -> Content:
        with desk.app_context():
            found = stories.by_id(story)
            assert found
            content: Content = found.content
            db.session.remove()
        return content

    return read


@pytest.fixture(scope="package")
def signed_in(browser: Browser, desk_site: LiveSite, desk: Flask) -> StorageState:
    """What Alex Poole's browser keeps after signing in: nobody may do so for each of many tests."""
    context = browser.new_context(base_url=desk_site.url)
    page = context.new_page()
    page.goto("/staff/sign-in")
    Writer(page).sign_in()
    page.wait_for_url("**/staff/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def write(
    new_context: Callable[..., BrowserContext],
    desk_site: LiveSite,
    signed_in: StorageState,
    story: int,
) -> Callable[..., Writer]:
    """Alex Poole opens the story in a browser of its own; options are the browser's."""

    def begin(**options: object) -> Writer:
        context = new_context(EXPECTED, base_url=desk_site.url, storage_state=signed_in, **options)
        writer = Writer(context.new_page())
        writer.page.goto(f"/staff/news/{story}")
        if options.get("java_script_enabled", True):
            writer.tool("Bold").wait_for()
        return writer

    return begin


@pytest.fixture
def writer(write: Callable[..., Writer]) -> Writer:
    return write()


@pytest.fixture
def modules(new_context: Callable[..., BrowserContext], desk_site: LiveSite) -> Page:
    """A page of the site, under its content policy, from which modules can be imported."""
    page = new_context(base_url=desk_site.url).new_page()
    page.goto("/healthz")
    return page
