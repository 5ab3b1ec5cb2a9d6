"""The customer types the key and starts: only then, only with it, only once (I5 to I8)."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from frontdesk.remote import actions
from frontdesk.remote.actions import WrongKey
from frontdesk.remote.machine import Event, Refused, State
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session, a_requested_key, an_agreed_session
from tests.page import text_of
from tests.remote.sides import page, press, told

START = "Start the session"
WRONG = "wrong wrong wrong"

pytestmark = pytest.mark.usefixtures("quick_hash")


@pytest.fixture
def issued(app: Flask) -> Proposed:
    return a_requested_key()


@pytest.fixture
def key(issued: Proposed) -> str:
    return actions.supply_key(issued.member, issued.id)


def start_by_script(client: CheckingClient, session: Proposed, key: str) -> TestResponse:
    """As the page's own script sends the form: asking for JSON, saying that it can share."""
    form = client.form(page(session), START)
    data = form.data(key=key, capable="yes")
    return client.post(form.action, data=data, headers={"Accept": "application/json"})


@pytest.mark.one_database
@pytest.mark.parametrize("spoken", ["{}", " {} ", "{:upper}", "{:dashes}", "{:commas}"])
def test_the_key_starts_however_it_is_typed(
    client: CheckingClient, issued: Proposed, key: str, spoken: str
) -> None:
    forms = {
        "{}": key,
        " {} ": f"  {key}  ",
        "{:upper}": key.upper(),
        "{:dashes}": key.replace(" ", "-"),
        "{:commas}": key.replace(" ", ",  "),
    }
    answer = press(client, issued, START, key=forms[spoken], capable="yes")
    assert (answer.status_code, answer.location) == (303, page(issued))
    row = issued.row
    assert row.state == State.LIVE
    assert 0 <= (row.started_at - row.key_requested_at).total_seconds() < 300
    assert "Pat Doe started the session" in told(issued)


def test_the_script_gets_the_rooms_secret_which_is_stored_hashed(
    client: CheckingClient, issued: Proposed, key: str
) -> None:
    answer = start_by_script(client, issued, key)
    assert answer.status_code == 200
    assert answer.json.keys() == {"participant", "started_at"}
    assert len(answer.json["participant"]) == 26
    assert answer.json["participant"] != issued.row.customer_participant


def test_wrong_keys_are_counted_and_the_third_kills_it(
    client: CheckingClient, issued: Proposed, key: str
) -> None:
    said = []
    for _ in range(3):
        answer = client.form(page(issued), START).submit(key=WRONG, capable="yes")
        assert answer.status_code == 422
        said.append(text_of(answer.text))
    assert "You have 2 more tries." in said[0]
    assert "You have 1 more try." in said[1]
    assert "Please request a new one." in said[2]
    row = issued.row
    assert (row.state, row.key_hash) == (State.AGREED, None)
    assert "Three wrong tries: the key is dead" in told(issued)
    with pytest.raises(Refused):
        actions.start(issued.id, key)


def test_wrong_keys_are_counted_for_the_script_too(
    client: CheckingClient, issued: Proposed, key: str
) -> None:
    answers = []
    form = client.form(page(issued), START)
    for _ in range(3):
        data = form.data(key=WRONG, capable="yes")
        answers.append(client.post(form.action, data=data, headers={"Accept": "application/json"}))
    assert [answer.status_code for answer in answers] == [422] * 3
    counted = ["You have 2 more tries.", "You have 1 more try.", "Please request a new one."]
    for answer, words in zip(answers, counted, strict=True):
        assert answer.json["error"].endswith(words)
    assert issued.row.state == State.AGREED


def test_a_right_key_after_two_wrong_ones_starts(issued: Proposed, key: str) -> None:
    for left in (2, 1):
        with pytest.raises(WrongKey) as wrong:
            actions.start(issued.id, WRONG)
        assert wrong.value.left == left
    actions.start(issued.id, key)
    assert issued.row.state == State.LIVE


def test_after_a_dead_key_a_new_one_can_be_asked_for(issued: Proposed, key: str) -> None:
    for _ in range(3):
        with pytest.raises(WrongKey):
            actions.start(issued.id, WRONG)
    actions.customer_moves(issued.id, Event.REQUEST_KEY)
    fresh = actions.supply_key(issued.member, issued.id)
    assert fresh != key
    actions.start(issued.id, fresh)
    assert issued.row.state == State.LIVE


@pytest.mark.one_database
@pytest.mark.parametrize("typed", ["", "  ", "\x07", "k" * 101, "!!!", "\uff11"])
def test_what_cannot_be_a_key_is_refused_in_words(
    client: CheckingClient, issued: Proposed, key: str, typed: str
) -> None:
    answer = press(client, issued, START, key=typed, capable="yes")
    assert answer.status_code == 422
    assert 'id="key-error"' in answer.text
    assert issued.row.state == State.KEY_ISSUED


@pytest.mark.parametrize("capable", ["", "no"])
def test_a_browser_that_cannot_share_does_not_use_the_key_up(
    client: CheckingClient, issued: Proposed, key: str, capable: str
) -> None:
    answer = press(client, issued, START, key=key, capable=capable)
    assert answer.status_code == 422
    assert "The key has not been used up." in answer.text
    row = issued.row
    assert (row.state, row.key_tries) == (State.KEY_ISSUED, 0)
    assert press(client, issued, START, key=key, capable="yes").status_code == 303


def test_the_rival_who_types_the_key_too_ends_the_session(
    client: CheckingClient, issued: Proposed, key: str
) -> None:
    rival = client.form(page(issued), START)
    press(client, issued, START, key=key, capable="yes")
    answer = rival.submit(key=key, capable="yes", follow_redirects=True)
    assert "The session has ended" in answer.text
    row = issued.row
    assert (row.state, row.end_reason) == (State.ENDED, "somebody else tried to join")


def test_a_double_click_starts_once_and_ends_nothing(
    client: CheckingClient, issued: Proposed, key: str
) -> None:
    form = client.form(page(issued), START)
    for _ in range(2):
        assert form.submit(key=key, capable="yes").status_code == 303
    assert issued.row.state == State.LIVE
    assert told(issued).count("Pat Doe started the session") == 1


def test_wrong_keys_typed_into_a_live_session_are_counted_and_end_nothing(app: Flask) -> None:
    session, key, _ = a_live_session()
    for _ in range(3):
        with pytest.raises(Refused):
            actions.start(session.id, WRONG)
    with pytest.raises(Refused):
        actions.start(session.id, key)
    assert (session.row.state, session.row.key_tries) == (State.LIVE, 3)


def test_there_is_nothing_to_start_before_a_key_is_made(app: Flask) -> None:
    session = an_agreed_session()
    with pytest.raises(Refused):
        actions.start(session.id, WRONG)
    assert (session.row.state, session.row.key_tries) == (State.AGREED, 0)


def test_each_session_has_its_own_key(app: Flask, issued: Proposed, key: str) -> None:
    other = a_requested_key(name="Kim Roe")
    actions.supply_key(other.member, other.id)
    with pytest.raises(WrongKey):
        actions.start(other.id, key)


@pytest.mark.one_database
def test_too_many_tries_at_the_form_are_slowed_down(
    client: CheckingClient, issued: Proposed
) -> None:
    def post() -> Any:
        return client.post(f"{page(issued)}/start").status_code

    assert {post() for _ in range(60)} == {422}
    assert post() == 429
