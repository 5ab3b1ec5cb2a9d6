"""The steps of the whole way that both people take part in, and what each leaves behind."""

import re
from collections.abc import Callable

from imap_tools.message import MailMessage
from playwright.sync_api import Page, Request

from tests.browser.room.people import COLOUR, GREEN, SURFACE, Customer, Representative
from tests.browser.whole_way.people import SUMMARY, Caller, Desk

MESSAGE = "It is the one beside the sycamore desk."
PROPOSAL = "please read and agree"
KEPT_HEADERS = ("accept", "content-type", "x-csrftoken")


def read_site(caller: Caller) -> list[str]:
    """Look around before asking; returns the policy's version and hash, as the site names them."""
    caller.page.goto("/")
    caller.follow("Privacy")
    caller.wait_for_heading("Privacy")
    caller.page.get_by_text("Fingerprint").click()
    policy = [caller.fact("Version"), caller.page.locator(".fingerprint .code").inner_text()]
    caller.follow("News")
    caller.follow("Video Wall - London")
    caller.wait_for_heading("Video Wall - London")
    caller.follow("Support")
    return policy


def ask_and_write(caller: Caller) -> None:
    caller.fill_in_support()
    caller.press("Send the request")
    caller.wait_for_heading(SUMMARY)
    caller.open_link("Your support request JX-")
    caller.wait_for_heading(SUMMARY)
    caller.page.get_by_label("Your message").fill(MESSAGE)
    caller.press("Send the message")
    caller.page.locator(".timeline").get_by_text(MESSAGE).wait_for()
    caller.remember_page()


def answer_and_propose(desk: Desk, caller: Caller) -> None:
    """The customer's open page shows by itself what the representative does."""
    desk.open_request_of("Sam Okoro")
    desk.page.locator(".timeline").get_by_text(MESSAGE).wait_for()
    desk.prepare()
    desk.write("To the customer", "May I look at your screen?", "Send the answer")
    caller.page.locator(".timeline").get_by_text("May I look at your screen?").wait_for()
    assert caller.page_was_kept()
    desk.propose()


def agree_by_reply(caller: Caller, desk: Desk) -> None:
    """Both waiting pages move on by themselves once the customer's mail has come in."""
    caller.open_link(PROPOSAL)
    caller.wait_for_heading("Robin Reed asks for a remote session")
    caller.remember_page()
    desk.remember_page()
    caller.mail.reply(caller.mail.wait_for(PROPOSAL), "I agree")
    caller.wait_for_heading("Ready when you are")
    assert caller.page_was_kept()
    desk.wait_for_heading("Sam Okoro has agreed")
    assert desk.page_was_kept()
    assert desk.fact("Agreed").endswith("by Sam Okoro, by reply")


def hand_over_key(caller: Caller, desk: Desk) -> str:
    """Asked for by the one and made by the other: neither reloads to hear of it."""
    desk.remember_page()
    caller.press("Request a key")
    caller.wait_for_heading("Robin Reed is making your key")
    caller.remember_page()
    desk.wait_for_heading("asks for a key")
    assert desk.page_was_kept()
    words = desk.make_key()
    caller.wait_for_heading("Type the key to start")
    assert caller.page_was_kept()
    # `allow_loopback` sees a page only when it is asked for by itself, not when a form leads to it.
    for reader in (caller, desk):
        reader.page.reload()
        reader.remember_page()
    return words


def sent(reader: Caller | Desk, action: str, act: Callable[[], None] = lambda: None) -> Request:
    """The request that a page makes to this action of the session, while `act` is done."""
    with reader.page.expect_request(f"**/{action}") as request:
        act()
    return request.value


def show_surface(customer: Customer, representative: Representative) -> None:
    """Both see a proof of the encryption; the representative sees the surface, by its colour."""
    surface = customer.page.context.new_page()
    surface.set_content(f"<title>{SURFACE}</title><body bgcolor='{COLOUR}'>")
    customer.page.bring_to_front()
    customer.allow()
    assert representative.colour() is None
    customer.choose()
    representative.wait_for_picture()
    assert representative.sees(GREEN)
    for person in (customer, representative):
        person.wait_for_text("Encrypted end to end: DTLS 1.")
        person.page.locator("[data-proof] summary").click()
        assert "AES" in person.page.locator("[data-proof-srtp]").inner_text()


def nothing_is_left(caller: Caller, desk: Desk, used: list[Request]) -> None:
    """Neither page offers anything more, and what once opened the session is refused."""
    for reader in (caller, desk):
        reader.wait_for_heading("The session has ended")
        assert reader.page_was_kept()
        reader.page.reload()
        reader.wait_for_heading("The session has ended")
        assert reader.page.locator("main").locator("form, button, video").count() == 0
    for request in used:
        reader = desk if "/staff/" in request.url else caller
        assert again(reader.page, request) == 409, request.url


def again(page: Page, request: Request) -> int:
    """The answer's status when a page makes the same request once more."""
    headers = {k: v for k, v in request.headers.items() if k in KEPT_HEADERS}
    return page.evaluate(
        """async ([url, headers, body]) =>
          (await fetch(url, { method: "POST", headers, body })).status""",
        [request.url, headers, request.post_data],
    )


def check_record(mail: MailMessage, facts: list[str], content: list[str]) -> None:
    """Who, when, under which policy, and with what choices; nothing of what was said or seen."""
    everything = mail.text + mail.html
    for fact in ("Sam Okoro", "Robin Reed", *facts):
        assert fact in mail.text
    assert re.search(r"^Viewing: allowed .*\d:\d\d", mail.text, re.M)
    for words in content:
        assert words not in everything
    assert mail.attachments == []
    assert "<img" not in mail.html
