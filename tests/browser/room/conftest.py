"""A session whose key has been read out, and two people's browsers in front of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, StorageState

from frontdesk.app import create_app
from frontdesk.core.db import db, transaction
from frontdesk.remote import actions
from frontdesk.remote.change import new_access
from frontdesk.remote.machine import Event
from frontdesk.remote.store import by_id
from frontdesk.staff import accounts
from frontdesk.staff.member import Member
from frontdesk.support import actions as support
from frontdesk.support import store as requests
from frontdesk.support.actions import Question
from tests.browser.conftest import FLAGS
from tests.browser.room.people import COLOUR, SURFACE, Customer, Representative, allow_loopback
from tests.services.programs import chromium
from tests.services.site import LiveSite, running_site

PASSWORD = "correct horse battery staple"
ROBIN = "robin@site.example"
# A small picture is encoded with little work, and shows its colour as well.
SMALL = {"width": 320, "height": 240}


@dataclass(frozen=True)
class Agreed:
    """The customer has agreed, and may request a key."""

    number: int
    token: str


@dataclass(frozen=True)
class Prepared(Agreed):
    """The key has been read out: the customer need only type it."""

    key: str


@dataclass(frozen=True)
class Two:
    """The two people of a session."""

    customer: Customer
    representative: Representative


@pytest.fixture(scope="package")
def room_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One running site for all sessions of this folder; each test has a session of its own."""
    with running_site(tmp_path_factory.mktemp("room")) as site:
        yield site


@pytest.fixture(scope="package")
def desk(room_site: LiveSite) -> Iterator[Flask]:
    """The same site's actions, called directly: how a session is prepared is tested elsewhere."""
    app = create_app(room_site.settings)
    with app.app_context():
        accounts.add(ROBIN, "Robin Reed", PASSWORD)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, whose chooser picks the tab with the title of the surface."""
    flags = [flag for flag in FLAGS if "fake-ui" not in flag and "this-tab" not in flag]
    flags.append(f"--auto-select-tab-capture-source-by-title={SURFACE}")
    browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def signed_in(browser: Browser, room_site: LiveSite, desk: Flask) -> StorageState:
    """What Robin Reed's browser keeps after signing in."""
    context = browser.new_context(base_url=room_site.url)
    page = context.new_page()
    page.goto("/staff/sign-in")
    page.get_by_label("Email").fill(ROBIN)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit], main input[type=submit]").first.click()
    page.wait_for_url("**/staff/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def prepared(desk: Flask) -> Prepared:
    with desk.app_context():
        number = _agreed()
        ready = Prepared(number, _link(number), _with_key(number))
        db.session.remove()
    return ready


@pytest.fixture
def agreed(desk: Flask) -> Agreed:
    with desk.app_context():
        number = _agreed()
        ready = Agreed(number, _link(number))
        db.session.remove()
    return ready


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext], room_site: LiveSite
) -> Callable[..., Page]:
    """Opens an address of the site in a browser of its own."""

    def open_(path: str, script: str = "", **options: object) -> Page:
        expected = (r"status of 409", r"net::ERR_FAILED", r"status of 503")
        context = new_context(expected, base_url=room_site.url, **options)
        allow_loopback(context, room_site.url)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(path)
        return page

    return open_


@pytest.fixture
def meet(
    open_page: Callable[..., Page], prepared: Prepared, signed_in: StorageState
) -> Callable[..., Two]:
    """Both people open their page; `script` and `staff_script` run in theirs before all else."""

    def meet_(script: str = "", staff_script: str = "") -> Two:
        mine = open_page(f"/session/{prepared.token}", script)
        surface = mine.context.new_page()
        surface.set_viewport_size(SMALL)
        surface.set_content(f"<title>{SURFACE}</title><body bgcolor='{COLOUR}'>")
        mine.bring_to_front()
        theirs = open_page(
            f"/staff/sessions/{prepared.number}", staff_script, storage_state=signed_in
        )
        return Two(Customer(mine, prepared.key), Representative(theirs))

    return meet_


@pytest.fixture
def two(meet: Callable[..., Two]) -> Two:
    return meet()


@pytest.fixture
def showing(two: Two) -> Two:
    """A session in which the representative sees what the customer chose."""
    two.customer.start()
    two.representative.join()
    two.customer.allow()
    two.customer.choose()
    two.representative.wait_for_picture()
    return two


def _agreed() -> int:
    """The number of a session to which the customer has agreed."""
    robin = _robin()
    question = Question("Sam Okoro", "sam@clinic.example", "Display dark", "It stays dark.")
    reference = support.log_call(robin, question, monitoring_announced=True)
    found = requests.by_reference(reference)
    assert found is not None
    support.log_talk_through(robin, found.id, "Power is on.")
    support.log_knowledge(robin, found.id, "Nothing there.")
    number = actions.propose(robin, found.id, actions.Scope())
    actions.agree(number, "page", "Sam Okoro", "pressed the button")
    return number


def _with_key(number: int) -> str:
    actions.customer_moves(number, Event.REQUEST_KEY)
    return actions.supply_key(_robin(), number)


def _robin() -> Member:
    account = accounts.datastore.find_user(email=ROBIN)
    return Member(account.id, account.email, account.name)


def _link(number: int) -> str:
    with transaction() as session:
        row = by_id(number)
        assert row is not None
        return new_access(session, row)
