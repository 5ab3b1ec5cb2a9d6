"""Nothing is offered, and nothing seen, before the customer has allowed it."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from frontdesk.core.db import db
from frontdesk.remote.models import Signal
from tests.browser.room.conftest import Prepared, Two

_WATCH_CONNECTIONS = """
window.connections = 0;
const Original = RTCPeerConnection;
window.RTCPeerConnection = class extends Original {
  constructor(...settings) { super(...settings); window.connections += 1; }
};
"""

_DISMISSED_ONCE = """
const devices = navigator.mediaDevices;
if (devices) {
  const choose = devices.getDisplayMedia.bind(devices);
  let dismissed = false;
  devices.getDisplayMedia = (options) => {
    if (dismissed) return choose(options);
    dismissed = true;
    return Promise.reject(new DOMException("Permission denied", "NotAllowedError"));
  };
}
"""


def _kinds(desk: Flask, session_id: int) -> list[str]:
    with desk.app_context():
        query = select(Signal.kind).where(Signal.session_id == session_id).order_by(Signal.id)
        return list(db.session.scalars(query))


def test_nothing_is_offered_until_both_permissions_and_a_choice_are_made(
    meet: Callable[..., Two], desk: Flask, prepared: Prepared
) -> None:
    two = meet(_WATCH_CONNECTIONS, _WATCH_CONNECTIONS)
    two.customer.start()
    two.representative.join()
    two.representative.wait_for_status("Waiting for Sam Okoro to close their documents.")
    two.customer.press("I have closed my documents")
    two.representative.wait_for_status("Waiting for Sam Okoro to let you see.")
    two.customer.press("Let Robin Reed see what I choose")
    two.representative.wait_for_status("Waiting for Sam Okoro to choose what to show.")
    assert _kinds(desk, prepared.number) == []
    assert two.customer.page.evaluate("window.connections") == 0
    assert two.representative.page.evaluate("window.connections") == 0
    two.customer.choose()
    two.representative.wait_for_picture()
    kinds = _kinds(desk, prepared.number)
    assert kinds[0] == "offer"
    assert kinds.count("offer") == 1


def test_a_declined_view_stays_without_a_picture_until_the_customer_allows_it(
    meet: Callable[..., Two], desk: Flask, prepared: Prepared
) -> None:
    two = meet(_WATCH_CONNECTIONS)
    two.customer.start()
    two.representative.join()
    two.customer.press("I have closed my documents")
    two.customer.press("No, do not show anything")
    two.customer.wait_for_text("Nothing is shown")
    two.representative.wait_for_status("Sam Okoro has chosen not to show anything.")
    assert two.representative.colour() is None
    assert two.customer.page.evaluate("window.connections") == 0
    assert _kinds(desk, prepared.number) == []
    two.customer.press("I have changed my mind: let Robin Reed see what I choose")
    two.customer.choose()
    two.representative.wait_for_picture()


def test_a_dismissed_chooser_shows_nothing_and_can_be_opened_again(
    meet: Callable[..., Two],
) -> None:
    two = meet(_DISMISSED_ONCE)
    two.customer.start()
    two.representative.join()
    two.customer.allow()
    two.customer.choose()
    two.customer.wait_for_text("Nothing was chosen, so nothing is shown.")
    assert two.representative.colour() is None
    two.customer.choose()
    two.representative.wait_for_picture()


def test_the_customer_needs_no_mouse(two: Two) -> None:
    keyboard = two.customer.page.keyboard
    two.customer.page.get_by_label("The key").fill(two.customer.key)
    keyboard.press("Enter")
    for heading in ("Close your documents", "May Robin Reed look?", "Choose what to show"):
        two.customer.page.locator("h2:focus", has_text=heading).wait_for()
        keyboard.press("Tab")
        keyboard.press("Enter")
    two.customer.page.locator("h2:focus", has_text="You are showing this").wait_for()
