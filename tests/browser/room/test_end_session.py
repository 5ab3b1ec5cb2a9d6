"""The end is immediate on both sides, whoever brings it about, and leaves no way back."""

from flask import Flask

from frontdesk.remote.machine import State
from frontdesk.remote.store import by_id
from tests.browser.room.conftest import Prepared, Two
from tests.services.waiting import until

ENDED = "The session has ended"

_EXCHANGE = """async (participant) => {
  const answer = await fetch(`${location.pathname}/exchange`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ participant, after: 0, send: [] }),
  });
  return answer.status;
}"""


def _state(desk: Flask, session_id: int) -> tuple[str, str | None]:
    with desk.app_context():
        row = by_id(session_id)
        assert row is not None
        return row.state, row.end_reason


def test_the_customers_end_blanks_the_representatives_picture_without_the_site(
    showing: Two,
) -> None:
    showing.customer.lose_site()
    showing.representative.lose_site()
    showing.customer.end()
    assert showing.customer.colour() is None
    showing.representative.wait_for_end("Sam Okoro ended the session.")


def test_the_representatives_end_stops_the_customers_showing_without_the_site(
    showing: Two,
) -> None:
    showing.customer.lose_site()
    showing.representative.lose_site()
    showing.representative.end()
    assert showing.representative.colour() is None
    showing.customer.wait_for_end("Robin Reed ended the session.")
    assert showing.customer.page.evaluate(
        "document.querySelector('#room video').srcObject === null"
    )


def test_after_the_end_both_see_its_record_and_nothing_of_the_room_is_left(
    showing: Two, desk: Flask, prepared: Prepared
) -> None:
    page = showing.customer.page
    link = page.get_by_role("link", name="News")
    assert link.count() == 0, "a link leads out of a running session"
    track = page.evaluate_handle(
        "document.querySelector('#room video').srcObject.getVideoTracks()[0]"
    )
    assert track.evaluate("track => track.readyState") == "live"
    with page.expect_request("**/exchange") as asked:
        pass
    showing.customer.end()
    assert track.evaluate("track => track.readyState") == "ended"
    for person in (showing.customer, showing.representative):
        person.page.get_by_role("heading", level=1, name=ENDED).wait_for()
    assert _state(desk, prepared.number) == (State.ENDED, "ended by the customer")
    link.first.wait_for()
    secret = asked.value.post_data_json["participant"]
    assert page.evaluate(_EXCHANGE, secret) == 409, "the room's own secret opens it again"


def test_a_customer_who_leaves_the_page_ends_the_session(
    showing: Two, desk: Flask, prepared: Prepared
) -> None:
    showing.customer.page.goto("/privacy")
    showing.representative.wait_for_end("Sam Okoro ended the session.")
    until(lambda: _state(desk, prepared.number)[0] == State.ENDED, "the end on the site")
    assert _state(desk, prepared.number)[1] == "ended by the customer"


def test_a_representative_who_leaves_the_page_ends_the_session(
    showing: Two, desk: Flask, prepared: Prepared
) -> None:
    showing.representative.page.goto("/privacy")
    showing.customer.wait_for_end("Robin Reed ended the session.")
    until(lambda: _state(desk, prepared.number)[0] == State.ENDED, "the end on the site")
    assert _state(desk, prepared.number)[1] == "ended by the representative"


def test_a_browser_that_is_closed_ends_the_other_side(showing: Two) -> None:
    showing.customer.page.context.close()
    showing.representative.wait_for_end("ended")


def test_a_second_join_ends_the_session_for_everybody(
    showing: Two, desk: Flask, prepared: Prepared
) -> None:
    second = showing.representative.page.context.new_page()
    second.goto(f"/staff/sessions/{prepared.number}")
    second.get_by_role("button", name="Join the session").click()
    for person in (showing.customer, showing.representative):
        person.page.get_by_role("heading", level=1, name=ENDED).wait_for()
        assert person.colour() is None
    assert _state(desk, prepared.number)[0] == State.ENDED
