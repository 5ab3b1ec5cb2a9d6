"""Time runs out at each state: by the worker's round, by the next click, and on every page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock, worker
from frontdesk.remote import actions
from frontdesk.remote.machine import Event, Refused, State
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, a_requested_key, an_agreed_session
from tests.outbox import outbox_mail
from tests.remote.sides import desk, page, press, told

SECOND = timedelta(seconds=1)
FIVE_MINUTES = timedelta(seconds=300)

pytestmark = pytest.mark.usefixtures("quick_hash")


def a_supplied_key() -> Proposed:
    session = a_requested_key()
    actions.supply_key(session.member, session.id)
    return session


# What is made, how long it lives, and what it becomes.
LIVES: dict[str, tuple[Callable[[], Proposed], timedelta, State, str]] = {
    "proposal": (a_proposal, timedelta(hours=72), State.EXPIRED, "ran out of time"),
    "agreement": (an_agreed_session, timedelta(hours=24), State.EXPIRED, "ran out of time"),
    "key asked for": (a_requested_key, FIVE_MINUTES, State.AGREED, "Ready when you are"),
    "key supplied": (a_supplied_key, FIVE_MINUTES, State.AGREED, "Ready when you are"),
}


@pytest.mark.parametrize("kind", LIVES)
def test_it_ends_by_the_workers_round_and_not_before(app: Flask, kind: str) -> None:
    make, life, after, _ = LIVES[kind]
    session = make()
    before = session.row.state
    with clock.shifted(life - 5 * SECOND):
        actions.tick()
        assert session.row.state == before
    with clock.shifted(life + SECOND):
        worker.run_due(app)
    assert session.row.state == after


@pytest.mark.parametrize("kind", LIVES)
def test_its_pages_show_the_end_before_the_worker_came_and_write_nothing(
    app: Flask, client: CheckingClient, sam: CheckingClient, kind: str
) -> None:
    make, life, after, words = LIVES[kind]
    session = make()
    state, version = session.row.state, session.row.version
    polled = client.get(f"{page(session)}/state").json["version"]
    with clock.shifted(life + SECOND):
        assert words in client.text(page(session))
        sam.text(desk(session))
        assert client.get(f"{page(session)}/state?v={polled}").status_code == 200
    assert after != state
    assert (session.row.state, session.row.version) == (state, version)


@pytest.mark.parametrize("kind", LIVES)
def test_a_click_that_comes_too_late_finds_it_ended(
    app: Flask, client: CheckingClient, kind: str
) -> None:
    make, life, after, words = LIVES[kind]
    session = make()
    button, fields = {
        State.PROPOSED: ("I agree to this session", {"read": "y"}),
        State.AGREED: ("Request a key", {}),
        State.KEY_REQUESTED: ("Stop, I do not want the session", {}),
        State.KEY_ISSUED: ("Start the session", {"key": "any words at", "capable": "yes"}),
    }[State(session.row.state)]
    with clock.shifted(life - 5 * SECOND):
        form = client.form(page(session), button)
    with clock.shifted(life + SECOND):
        # The form lay open for no longer than a form may.
        fresh = client.form("/opt-out", "Stop marketing").values["form_token"]
        answer = form.submit(**fields, form_token=fresh, follow_redirects=True)
        assert words in answer.text or session.row.state == State.WITHDRAWN
    if session.row.state != State.WITHDRAWN:
        assert session.row.state == after


def test_the_end_is_told_once_on_the_timeline_and_by_mail(app: Flask) -> None:
    session = a_proposal()
    with clock.shifted(timedelta(hours=73)):
        for _ in range(3):
            actions.tick()
    assert told(session).count("The session's time ran out") == 1
    assert len(outbox_mail("session_over")) == 1
    assert session.row.end_reason == "time ran out"


def test_the_end_bears_the_time_at_which_it_was_due(app: Flask) -> None:
    session = a_proposal()
    with clock.shifted(timedelta(days=30)):
        actions.tick()
    row = session.row
    assert row.ended_at == row.proposed_at + timedelta(hours=72)


def test_a_key_that_lapsed_leaves_the_agreement_its_day(app: Flask) -> None:
    session = a_supplied_key()
    with clock.shifted(FIVE_MINUTES + SECOND):
        actions.tick()
        row = session.row
        assert (row.state, row.key_hash) == (State.AGREED, None)
        actions.customer_moves(session.id, Event.REQUEST_KEY)
    assert session.row.state == State.KEY_REQUESTED
    with clock.shifted(timedelta(hours=24)):
        actions.tick()
    assert session.row.state == State.EXPIRED


def test_a_key_that_came_late_starts_nothing(app: Flask) -> None:
    session = a_requested_key()
    key = actions.supply_key(session.member, session.id)
    with clock.shifted(FIVE_MINUTES), pytest.raises(Refused):
        actions.start(session.id, key)
    row = session.row
    assert (row.state, row.started_at) == (State.AGREED, None)


def test_a_representative_who_comes_late_supplies_no_key(app: Flask) -> None:
    session = a_requested_key()
    with clock.shifted(FIVE_MINUTES), pytest.raises(Refused):
        actions.supply_key(session.member, session.id)
    row = session.row
    assert (row.state, row.key_hash) == (State.AGREED, None)


def test_both_sides_see_the_countdown(
    app: Flask, client: CheckingClient, sam: CheckingClient
) -> None:
    session = a_requested_key()
    with clock.shifted(timedelta(seconds=60)):
        for words in (client.text(page(session)), sam.text(desk(session))):
            assert "The session must start within" in words
            assert "3:59" in words or "4:00" in words


def test_the_second_key_has_five_minutes_of_its_own(app: Flask, client: CheckingClient) -> None:
    session = a_requested_key()
    with clock.shifted(timedelta(seconds=400)):
        press(client, session, "Request a key")
        key = actions.supply_key(session.member, session.id)
    with clock.shifted(timedelta(seconds=690)):
        actions.start(session.id, key)
    assert session.row.state == State.LIVE
