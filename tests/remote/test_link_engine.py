"""A session on an outside engine: its nine digits, its address, and its name in the agreement."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.remote import actions, engines, room
from frontdesk.remote.engines import BadKey
from frontdesk.remote.machine import Event, Party, Refused, State
from tests.client import CheckingClient
from tests.factories import Proposed, a_member, a_proposal, a_request, a_requested_key, prepare
from tests.outbox import outbox_mail
from tests.page import text_of
from tests.remote.sides import desk, page, press

DIGITS = "123 456 789"
ADDRESS = "https://join.engine.example/fastclient?key=123456789"
START = "Start the session"

pytestmark = pytest.mark.usefixtures("quick_hash")


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {
        **environ,
        "LINK_ENGINE_NAME": "Other Engine",
        "LINK_ENGINE_URL": "https://join.engine.example/fastclient?key={key}",
    }


@pytest.fixture
def requested(app: Flask) -> Proposed:
    return a_requested_key(engine="link")


def form_action(client: CheckingClient, path: str) -> str:
    policy = client.get(path).headers["Content-Security-Policy"]
    return next(part for part in policy.split("; ") if part.startswith("form-action"))


def test_staff_choose_the_engine_and_the_customer_is_told_its_name(
    app: Flask, client: CheckingClient, sam: CheckingClient
) -> None:
    opened = a_request()
    prepare(opened.request, a_member())
    form = sam.form(f"/staff/support/{opened.request.reference}", "Propose a remote session")
    room_page = form.submit(scope=["view"], engine="link").location
    (mail,) = outbox_mail("session_proposal")
    assert "Through: Other Engine." in (mail.text or "")
    assert "Other Engine" in sam.text(room_page)


def test_the_agreement_names_the_engine(app: Flask, client: CheckingClient) -> None:
    session = a_proposal(engine="link")
    assert "Other Engine" in client.text(page(session))
    press(client, session, "I agree to this session", read="y")
    word = session.row.agreement
    assert word is not None
    assert word.engine == "Other Engine"


@pytest.mark.parametrize("typed", ["123456789", DIGITS, "123-456-789", " 123 456 789 "])
def test_the_customer_is_sent_to_the_outside_address(
    client: CheckingClient, sam: CheckingClient, requested: Proposed, typed: str
) -> None:
    sam.form(desk(requested), "Give this key").submit(key=typed)
    answer = press(client, requested, START, key=typed)
    assert (answer.status_code, answer.location) == (303, ADDRESS)
    assert requested.row.state == State.LIVE


@pytest.mark.one_database
@pytest.mark.parametrize(
    "typed", ["", "12345678", "1234567890", "12345678a", "111111112", "\uff1123456789", "1 2\x07"]
)
def test_what_the_engine_cannot_have_shown_is_refused(
    sam: CheckingClient, requested: Proposed, typed: str
) -> None:
    answer = sam.form(desk(requested), "Give this key").submit(key=typed)
    assert answer.status_code == 422
    assert 'href="#key"' in answer.text
    assert requested.row.state == State.KEY_REQUESTED


def test_a_key_serves_once(sam: CheckingClient, requested: Proposed) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    with clock.shifted(timedelta(seconds=301)):
        actions.customer_moves(requested.id, Event.REQUEST_KEY)
        answer = sam.form(desk(requested), "Give this key").submit(key="123456789")
    assert answer.status_code == 422
    assert "That key has served before." in text_of(answer.text)
    other = a_requested_key(engine="link")
    with pytest.raises(BadKey):
        actions.supply_key(other.member, other.id, "123-456-789")


def test_wrong_digits_are_counted_and_the_third_kills_the_key(
    client: CheckingClient, requested: Proposed
) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    for _ in range(3):
        answer = press(client, requested, START, key="987 654 321")
        assert answer.status_code == 422
    assert requested.row.state == State.AGREED


def test_a_double_click_leads_to_the_engine_both_times_and_ends_nothing(
    client: CheckingClient, requested: Proposed
) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    form = client.form(page(requested), START)
    assert [form.submit(key=DIGITS).location for _ in range(2)] == [ADDRESS, ADDRESS]
    assert requested.row.state == State.LIVE


def test_a_rival_is_not_sent_there_and_ends_it(client: CheckingClient, requested: Proposed) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    rival = client.form(page(requested), START)
    press(client, requested, START, key=DIGITS)
    assert rival.submit(key=DIGITS).location == page(requested)
    assert requested.row.state == State.ENDED


def test_only_the_sessions_own_page_may_send_a_form_there(
    client: CheckingClient, requested: Proposed
) -> None:
    outside = "form-action 'self' https://join.engine.example"
    assert form_action(client, page(requested)) == outside
    browser = a_proposal()
    for path in ("/", "/support", page(browser)):
        assert form_action(client, path) == "form-action 'self'"


def test_our_own_room_stays_shut(app: Flask, requested: Proposed) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    actions.start(requested.id, DIGITS)
    with pytest.raises(Refused, match="another engine"):
        room.join(requested.member, requested.id)
    assert requested.row.state == State.LIVE


@pytest.mark.parametrize("side", ["customer", "representative"])
def test_either_side_says_that_it_is_over(
    client: CheckingClient, sam: CheckingClient, requested: Proposed, side: str
) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    actions.start(requested.id, DIGITS)
    if side == "customer":
        press(client, requested, "End the session now")
    else:
        sam.form(desk(requested), "The session is over").submit()
    row = requested.row
    assert (row.state, row.end_reason) == (State.ENDED, f"ended by the {side}")
    assert len(outbox_mail("session_record")) == 2


def test_it_ends_by_itself_after_eight_hours(requested: Proposed) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    actions.start(requested.id, DIGITS)
    with clock.shifted(timedelta(hours=7, minutes=59)):
        actions.tick()
        assert requested.row.state == State.LIVE
    with clock.shifted(timedelta(hours=8, seconds=1)):
        actions.tick()
    assert requested.row.state == State.ENDED


def test_without_the_settings_there_is_no_such_engine(make_app: object) -> None:
    plain = make_app(LINK_ENGINE_NAME="", LINK_ENGINE_URL="")  # type: ignore[operator]
    with plain.app_context():
        assert list(engines.available()) == ["browser"]


def test_a_colleague_ends_nothing(
    sam: CheckingClient, alex: CheckingClient, requested: Proposed
) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    actions.start(requested.id, DIGITS)
    assert "The session is over" not in alex.text(desk(requested))
    token = alex.form("/staff/support/new", "Log the call").values["csrf_token"]
    answer = alex.post(f"{desk(requested)}/end", data={"csrf_token": token}, follow_redirects=True)
    assert "Only Sam Lee is named for this session." in answer.text
    assert requested.row.state == State.LIVE


def test_there_is_nothing_to_end_before_it_is_live(requested: Proposed) -> None:
    actions.supply_key(requested.member, requested.id, DIGITS)
    with pytest.raises(Refused):
        room.end_elsewhere(requested.id, Party.REPRESENTATIVE)
    assert requested.row.state == State.KEY_ISSUED
