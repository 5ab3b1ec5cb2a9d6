"""A waiting page changes by itself, and takes nothing from the person in front of it."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, StorageState

from frontdesk.remote import actions
from frontdesk.remote.machine import Event
from tests.browser.room.conftest import Agreed, Prepared
from tests.services.waiting import until

ASKING = "Sam Okoro asks for a key"


def _announced(page: Page) -> str:
    return page.evaluate("document.getElementById('announcements')?.textContent ?? ''")


def test_a_new_state_appears_without_a_reload(
    open_page: Callable[..., Page], signed_in: StorageState, desk: Flask, agreed: Agreed
) -> None:
    page = open_page(f"/staff/sessions/{agreed.number}", storage_state=signed_in)
    page.evaluate("window.sameDocument = true")
    with desk.app_context():
        actions.customer_moves(agreed.number, Event.REQUEST_KEY)
    page.get_by_role("heading", level=1, name=ASKING).wait_for()
    assert page.evaluate("window.sameDocument") is True
    assert ASKING in page.title()
    until(lambda: _announced(page) == ASKING, "the new heading to be announced")


def test_the_customers_place_to_type_the_key_appears_and_works(
    open_page: Callable[..., Page], desk: Flask, agreed: Agreed
) -> None:
    page = open_page(f"/session/{agreed.token}")
    page.get_by_role("button", name="Request a key").click()
    page.get_by_role("heading", level=1, name="Robin Reed is making your key").wait_for()
    with desk.app_context():
        row = actions.store.by_id(agreed.number)
        assert row is not None
        robin = actions.Member(row.representative_id, "robin@site.example", "Robin Reed")
        key = actions.supply_key(robin, agreed.number)
    page.get_by_label("The key").fill(key)
    page.get_by_role("button", name="Start the session").click()
    page.get_by_role("heading", name="Close your documents").wait_for()


def test_what_is_being_typed_stays_when_the_page_changes(
    open_page: Callable[..., Page], desk: Flask, prepared: Prepared
) -> None:
    page = open_page(f"/session/{prepared.token}")
    field = page.get_by_label("The key")
    field.fill("amber river")
    before = page.locator("[data-version]").get_attribute("data-version")
    with desk.app_context(), pytest.raises(actions.WrongKey):
        actions.start(prepared.number, "acorn acorn acorn")
    until(
        lambda: page.locator("[data-version]").get_attribute("data-version") != before,
        "a newer version of the page",
    )
    assert field.input_value() == "amber river"
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.type(" stone")
    assert field.input_value() == "amber river stone"


def test_a_wrong_key_is_told_beside_the_field_and_stays_to_be_mended(
    open_page: Callable[..., Page], prepared: Prepared
) -> None:
    page = open_page(f"/session/{prepared.token}")
    field = page.get_by_label("The key")
    field.fill("acorn acorn acorn")
    page.get_by_role("button", name="Start the session").click()
    page.get_by_text("That is not the key. You have 2 more tries.").wait_for()
    assert field.input_value() == "acorn acorn acorn"
    assert field.get_attribute("aria-invalid") == "true"
    described = page.locator(f"#{(field.get_attribute('aria-describedby') or '').split()[-1]}")
    assert "That is not the key" in described.inner_text()


def test_a_lost_connection_is_said_and_unsaid(
    open_page: Callable[..., Page], agreed: Agreed
) -> None:
    page = open_page(f"/session/{agreed.token}")
    page.context.route("**/state?*", lambda route: route.abort())
    note = page.get_by_text("Connection lost, trying again.")
    note.wait_for()
    page.context.unroute("**/state?*")
    note.wait_for(state="hidden")


def test_a_clock_runs_down_says_so_and_asks_the_site_at_its_end(
    open_page: Callable[..., Page], prepared: Prepared
) -> None:
    page = open_page(f"/session/{prepared.token}", _MINUTES_A_MOMENT)
    clock = page.locator(".countdown span")
    before = clock.inner_text()
    until(lambda: clock.inner_text() != before, "the clock to move")
    assert "seconds left" not in _announced(page)
    page.evaluate("window.skip(240000)")
    until(lambda: "seconds left." in _announced(page), "the last minute to be announced")
    page.evaluate("document.addEventListener('live:poll', () => { window.asked = true; })")
    page.evaluate("window.skip(60000)")
    until(lambda: clock.inner_text() == "0:00", "the end of the clock")
    assert page.evaluate("window.asked") is True


_MINUTES_A_MOMENT = """
const now = performance.now.bind(performance);
let skipped = 0;
window.skip = (milliseconds) => { skipped += milliseconds; };
performance.now = () => now() + skipped;
"""
