"""The named representative makes the key; no copy of it can be read anywhere (I5, I7)."""

import re
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest
from flask import Flask
from sqlalchemy import MetaData, select
from werkzeug.test import TestResponse

from frontdesk.core import audit, clock
from frontdesk.core.db import db
from frontdesk.remote import actions
from frontdesk.remote.machine import Event, Refused, State
from frontdesk.remote.models import UsedKey
from frontdesk.remote.words import WORDS
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, a_requested_key, an_agreed_session
from tests.remote.sides import desk, page

MAKE = "Make the key"

pytestmark = pytest.mark.usefixtures("quick_hash")


@pytest.fixture
def requested(app: Flask) -> Proposed:
    return a_requested_key()


def cookie_of(answer: TestResponse) -> Morsel[str]:
    (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if "session_key" in c]
    (morsel,) = SimpleCookie(cookie).values()
    return morsel


def everything_stored() -> str:
    """Every value of every table, as text."""
    db.session.rollback()
    metadata = MetaData()
    metadata.reflect(db.engine)
    assert len(metadata.tables) > 10
    rows = [row for table in metadata.sorted_tables for row in db.session.execute(select(table))]
    return "\n".join(repr(tuple(row)) for row in rows)


def test_the_representative_sees_the_words_and_a_reload_keeps_them(
    sam: CheckingClient, requested: Proposed
) -> None:
    answer = sam.form(desk(requested), MAKE).submit()
    words = cookie_of(answer).value.split("-")
    assert len(words) == 3
    assert set(words) <= set(WORDS)
    for _ in range(2):
        assert " ".join(words) in sam.text(desk(requested))
    assert requested.row.state == State.KEY_ISSUED
    assert audit.latest()[0].action == "supplied a key"


def test_the_word_list_is_what_the_promise_says() -> None:
    assert len(set(WORDS)) == 256
    assert all(re.fullmatch("[a-z]+", word) for word in WORDS)


def test_the_cookie_goes_to_this_sessions_page_alone_and_dies_with_the_key(
    sam: CheckingClient, requested: Proposed
) -> None:
    with clock.shifted(timedelta(seconds=100)):
        morsel = cookie_of(sam.form(desk(requested), MAKE).submit())
    assert morsel["path"] == desk(requested)
    assert morsel["samesite"] == "Strict"
    assert morsel["httponly"] is True
    assert 190 <= int(morsel["max-age"]) <= 200


def test_the_key_can_be_read_nowhere_in_the_database(
    sam: CheckingClient, requested: Proposed
) -> None:
    morsel = cookie_of(sam.form(desk(requested), MAKE).submit())
    stored = everything_stored().lower()
    assert "pat@surgery.example" in stored
    for joint in (" ", "-", "", ", "):
        assert joint.join(morsel.value.split("-")) not in stored
    assert str(requested.row.key_hash).startswith("$argon2id$")


def test_the_customers_page_never_shows_the_key(
    client: CheckingClient, sam: CheckingClient, requested: Proposed
) -> None:
    words = cookie_of(sam.form(desk(requested), MAKE).submit()).value.replace("-", " ")
    assert words not in client.get(page(requested)).text
    assert words not in client.get(f"{page(requested)}/state").text


def test_a_colleague_sees_no_key_and_can_make_none(
    sam: CheckingClient, alex: CheckingClient, requested: Proposed
) -> None:
    form = sam.form(desk(requested), MAKE)
    assert "Only Sam Lee is named for this session" in alex.text(desk(requested))
    token = alex.form("/staff/support/new", "Log the call").values["csrf_token"]
    answer = alex.post(f"{desk(requested)}/key", data={"csrf_token": token})
    assert answer.status_code == 303
    assert "session_key" not in str(answer.headers.getlist("Set-Cookie"))
    assert "Only Sam Lee is named for this session." in alex.text(desk(requested))
    assert requested.row.state == State.KEY_REQUESTED
    words = cookie_of(form.submit()).value.replace("-", " ")
    assert words not in alex.text(desk(requested))


def test_a_double_click_makes_one_key(sam: CheckingClient, requested: Proposed) -> None:
    form = sam.form(desk(requested), MAKE)
    first = cookie_of(form.submit()).value
    second = form.submit()
    assert "session_key" not in str(second.headers.getlist("Set-Cookie"))
    assert first.replace("-", " ") in sam.text(desk(requested))
    actions.start(requested.id, first)


@pytest.mark.parametrize("make", [a_proposal, an_agreed_session])
def test_no_key_is_made_before_the_customer_asks(app: Flask, make: object) -> None:
    session: Proposed = make()  # type: ignore[operator]
    with pytest.raises(Refused):
        actions.supply_key(session.member, session.id)
    assert session.row.key_hash is None
    assert db.session.query(UsedKey).count() == 0


def test_a_key_that_has_served_is_never_made_again(
    requested: Proposed, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ["apple", "bear", "cloud"]
    monkeypatch.setattr("secrets.choice", lambda _words: given.pop(0))
    first = actions.supply_key(requested.member, requested.id)
    with clock.shifted(timedelta(seconds=301)):
        actions.customer_moves(requested.id, Event.REQUEST_KEY)
        given[:] = ["apple", "bear", "cloud", "door", "east", "farm"]
        assert actions.supply_key(requested.member, requested.id) == "door east farm"
    assert first == "apple bear cloud"
    assert db.session.query(UsedKey).count() == 2


def test_the_customer_alone_asks_for_a_key(app: Flask, sam: CheckingClient) -> None:
    session = an_agreed_session()
    assert "only the customer can request the key" in sam.text(desk(session))
    for path in ("agree", "request-key", "start", "move/request-key"):
        assert sam.post(f"{desk(session)}/{path}").status_code in (400, 404)
    assert session.row.state == State.AGREED
