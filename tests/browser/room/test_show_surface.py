"""From a typed key to a picture: the customer shows, the representative sees."""

from collections.abc import Callable

from flask import Flask

from frontdesk.remote.store import by_id
from tests.browser.room.conftest import Prepared, Two
from tests.browser.room.people import GREEN, Person
from tests.services.waiting import until

PROVEN = "Encrypted end to end: DTLS 1."


def test_both_see_the_surface_the_time_and_how_it_is_encrypted(
    showing: Two, desk: Flask, prepared: Prepared
) -> None:
    assert showing.representative.sees(GREEN)
    assert showing.representative.status() == "You see what Sam Okoro chose."
    showing.customer.wait_for_text("Robin Reed sees what you chose.")
    showing.customer.wait_for_picture()
    for person in (showing.customer, showing.representative):
        _sees_proof(person)
        clock = person.page.locator("[data-elapsed]")
        before = clock.inner_text()
        until(lambda clock=clock, before=before: clock.inner_text() != before, "the clock to move")
    with desk.app_context():
        row = by_id(prepared.number)
        assert row is not None
        for proof in (row.customer_proof, row.staff_proof):
            assert "SRTP SRTP_AES128_CM_HMAC_SHA1_80" in (proof or "")


def _sees_proof(person: Person) -> None:
    person.wait_for_text(PROVEN)
    person.page.locator("[data-proof] summary").click()
    assert "AES" in person.page.locator("[data-proof-srtp]").inner_text()
    assert "AES" in person.page.locator("[data-proof-dtls]").inner_text()


def test_the_customer_can_stop_showing_and_show_again(showing: Two) -> None:
    showing.customer.press("Stop showing")
    showing.representative.wait_for_status("Sam Okoro has stopped showing.")
    assert showing.representative.colour() is None
    assert showing.customer.colour() is None
    showing.customer.press("Show again")
    showing.representative.wait_for_picture()


def test_the_representative_may_join_after_the_customer_has_chosen(two: Two) -> None:
    two.customer.start()
    two.customer.allow()
    two.customer.choose()
    two.customer.wait_for_text("Waiting for Robin Reed to join. Nothing is shown yet.")
    two.representative.join()
    two.representative.wait_for_picture()


def test_a_connection_that_cannot_prove_its_encryption_ends_before_any_picture(
    meet: Callable[..., Two],
) -> None:
    two = meet(staff_script=_WITHOUT_CIPHER)
    two.customer.start()
    two.representative.join()
    two.customer.allow()
    two.customer.choose()
    two.representative.wait_for_end("could not be shown to be encrypted strongly enough")
    assert two.representative.page.evaluate("window.pictures") == 0


_WITHOUT_CIPHER = """
window.pictures = 0;
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.pictures += 1; return play.call(this); };
const getStats = RTCPeerConnection.prototype.getStats;
RTCPeerConnection.prototype.getStats = async function () {
  const weak = new Map();
  for (const [id, stats] of await getStats.call(this)) {
    weak.set(id, { ...stats, srtpCipher: undefined });
  }
  return weak;
};
"""
