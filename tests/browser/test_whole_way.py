"""The whole way, from the home page to an ended session: real browsers, real mail, the real site.

Here is what people do when all goes well. How each step fares when something goes wrong is tested
in the folders of the features.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, StorageState

from tests.browser.conftest import FLAGS
from tests.browser.room.people import SURFACE, Customer, Representative, allow_loopback
from tests.browser.whole_way.people import (
    DETAILS,
    PASSWORD,
    ROBIN,
    SUMMARY,
    Caller,
    Desk,
    Reader,
)
from tests.browser.whole_way.post import MailProgram, PostOffice, post_office
from tests.browser.whole_way.steps import (
    MESSAGE,
    PROPOSAL,
    agree_by_reply,
    answer_and_propose,
    ask_and_write,
    check_record,
    hand_over_key,
    nothing_is_left,
    read_site,
    sent,
    show_surface,
)
from tests.services.programs import chromium
from tests.services.site import LiveSite, running_site
from tests.services.waiting import until

PUBLIC = ("/", "/privacy", "/news/", "/news/video-wall-london", "/support", "/staff/sign-in")
PHONE = {"width": 360, "height": 640}
RECORD = "Record of the remote session"

# What reaches beyond the screen on a page that scrolls sideways; null on one that does not.
TOO_WIDE = """() => {
  if (document.scrollingElement.scrollWidth <= innerWidth) return null;
  const beyond = (element) => element.getBoundingClientRect().right > innerWidth;
  const start = (element) => element.outerHTML.slice(0, 80);
  return [...document.querySelectorAll("body *")].filter(beyond).map(start);
}"""


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with post_office(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, post: PostOffice) -> Iterator[LiveSite]:
    """Web server and worker, with real mail, and Robin Reed to answer."""
    with running_site(tmp_path_factory.mktemp("site"), post.site_settings) as site:
        site.flask("add-staff", ROBIN, "--name", "Robin Reed", "--password", PASSWORD)
        yield site


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, whose chooser picks the tab with the title of the surface."""
    flags = [flag for flag in FLAGS if "fake-ui" not in flag and "this-tab" not in flag]
    flags.append(f"--auto-select-tab-capture-source-by-title={SURFACE}")
    browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
    yield browser
    browser.close()


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], site: LiveSite) -> Callable[..., Page]:
    """An empty page in a person's own browser."""

    def open_(**options: object) -> Page:
        context = new_context((r"status of 409",), base_url=site.url, **options)
        allow_loopback(context, site.url)
        return context.new_page()

    return open_


@pytest.fixture
def make_caller(open_page: Callable[..., Page], post: PostOffice) -> Callable[..., Caller]:
    def make(name: str, **options: object) -> Caller:
        address = f"{name.split()[0].lower()}@clinic.example"
        return Caller(open_page(**options), MailProgram(name, address, post))

    return make


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: LiveSite) -> StorageState:
    """What Robin Reed's browser keeps after signing in."""
    context = browser.new_context(base_url=site.url)
    Desk(context.new_page()).sign_in()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def make_desk(open_page: Callable[..., Page], signed_in: StorageState) -> Callable[..., Desk]:
    def make(**options: object) -> Desk:
        return Desk(open_page(storage_state=signed_in, **options))

    return make


def test_a_customer_goes_from_the_home_page_to_a_live_session_and_ends_it(
    make_caller: Callable[..., Caller], open_page: Callable[..., Page], post: PostOffice
) -> None:
    caller, desk = make_caller("Sam Okoro"), Desk(open_page())
    desk.sign_in()
    policy = read_site(caller)
    ask_and_write(caller)
    answer_and_propose(desk, caller)
    agree_by_reply(caller, desk)
    words = hand_over_key(caller, desk)
    customer, representative = Customer(caller.page, words), Representative(desk.page)
    used = [sent(caller, "start", customer.start)]
    used += [sent(desk, "join", representative.join)]
    used += [sent(reader, "exchange") for reader in (caller, desk)]
    show_surface(customer, representative)
    customer.end()
    representative.wait_for_end("Sam Okoro ended the session.")
    nothing_is_left(caller, desk, used)
    times = [caller.fact(name) for name in ("Started", "Ended", "Documents closed")]
    for mail in (caller.mail, MailProgram("Robin Reed", ROBIN, post)):
        check_record(mail.wait_for(RECORD), [*policy, *times], [DETAILS, MESSAGE, words])
    assert all(mail.tls for mail in post.smtp.accepted)


def test_without_javascript_reloading_shows_whose_turn_it_is(
    make_caller: Callable[..., Caller], make_desk: Callable[..., Desk]
) -> None:
    caller = make_caller("Kim Novak", java_script_enabled=False)
    desk = make_desk(java_script_enabled=False)
    caller.ask()
    caller.open_link("Your support request JX-")
    propose_to(desk, "Kim Novak")
    caller.reload_until("It is your turn.")
    caller.open_link(PROPOSAL)
    assert caller.step_now() == "You read the policy and agree"
    caller.agree_on_page()
    assert caller.step_now() == "You request a key"
    desk.reload_until("Wait: only the customer can request the key.")
    caller.press("Request a key")
    assert caller.step_now() == "We read the key out to you"
    assert_clock_runs(caller)
    desk.reload_until("It is your turn.")
    assert_clock_runs(desk)
    words = desk.make_key()
    caller.reload_until("Type the key to start")
    assert caller.step_now() == "You type it and start"
    assert_clock_runs(caller)
    caller.page.get_by_label("The key").fill(words)
    caller.press("Start the session")
    caller.page.get_by_role("alert").get_by_text("This browser cannot share a screen").wait_for()


def assert_clock_runs(reader: Reader) -> None:
    """The countdown lies within five minutes, and less is left from reload to reload."""
    before = reader.seconds_left()
    assert 0 < before <= 300

    def less_is_left() -> bool:
        reader.page.reload()
        return reader.seconds_left() < before

    until(less_is_left, "the countdown to run down")


def test_the_keyboard_alone_leads_from_the_form_to_a_request_for_the_key(
    make_caller: Callable[..., Caller], make_desk: Callable[..., Desk]
) -> None:
    caller = make_caller("Lee Marsh")
    keyboard = caller.page.keyboard
    caller.page.goto("/support")
    for label, words in (
        ("Your name", "Lee Marsh"),
        ("E-mail address", caller.mail.address),
        ("The problem in one line", SUMMARY),
        ("What happens, and since when?", DETAILS),
    ):
        caller.tab_to("textbox", label)
        keyboard.type(words)
    caller.read_page()
    caller.tab_to("button", "Send the request")
    keyboard.press("Enter")
    caller.wait_for_heading(SUMMARY)
    propose_to(make_desk(), "Lee Marsh")
    caller.open_link(PROPOSAL)
    caller.tab_to("checkbox", "I have read this version")
    keyboard.press("Space")
    caller.tab_to("button", "I agree to this session")
    keyboard.press("Enter")
    caller.wait_for_heading("Ready when you are")
    caller.tab_to("button", "Request a key")
    keyboard.press("Space")
    caller.wait_for_heading("Robin Reed is making your key")


def test_no_page_of_the_way_scrolls_sideways_on_a_small_screen(
    make_caller: Callable[..., Caller], make_desk: Callable[..., Desk]
) -> None:
    caller, desk = make_caller("Max Frost", viewport=PHONE), make_desk(viewport=PHONE)
    for path in PUBLIC:
        caller.page.goto(path)
        assert_fits(caller)
    caller.ask()
    desk.page.goto("/staff/support")
    assert_fits(caller, desk)
    desk.open_request_of("Max Frost")
    desk.prepare()
    caller.reload_until("No article helps.")
    assert_fits(caller, desk)
    desk.propose()
    caller.open_link(PROPOSAL)
    caller.page.get_by_text("Read the privacy policy, version").click()
    assert_fits(caller, desk)
    caller.agree_on_page()
    desk.reload_until("Max Frost has agreed")
    assert_fits(caller, desk)
    words = hand_over_key(caller, desk)
    assert_fits(caller, desk)
    customer, representative = Customer(caller.page, words), Representative(desk.page)
    customer.start()
    representative.join()
    assert_fits(caller, desk)
    show_surface(customer, representative)
    assert_fits(caller, desk)
    customer.end()
    for reader in (caller, desk):
        reader.wait_for_heading("The session has ended")
        assert_fits(reader)


def propose_to(desk: Desk, name: str) -> None:
    desk.open_request_of(name)
    desk.prepare()
    desk.propose()


def assert_fits(*readers: Reader) -> None:
    for reader in readers:
        wide = reader.page.evaluate(TOO_WIDE)
        assert not wide, f"{reader.page.url} scrolls sideways for {wide}"
