"""The named representative joins the live session: that person alone, and once (I5, I8)."""

import pytest
from flask import Flask

from frontdesk.core import audit
from frontdesk.remote import room
from frontdesk.remote.machine import Refused, State
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session, a_member, a_requested_key
from tests.remote.sides import desk, staff_say, told

pytestmark = pytest.mark.usefixtures("quick_hash")


@pytest.fixture
def live(app: Flask) -> Proposed:
    return a_live_session()[0]


def test_the_representative_gets_a_secret_that_is_stored_hashed(
    sam: CheckingClient, live: Proposed
) -> None:
    answer = staff_say(sam, live, "join")
    assert answer.status_code == 200
    assert len(answer.json["participant"]) == 26
    assert answer.json["started_at"] == live.row.started_at.isoformat()
    assert answer.json["participant"] != live.row.staff_participant
    assert "Sam Lee joined the session" in told(live)
    assert audit.latest()[0].action == "joined a session"


def test_a_colleague_cannot_join(alex: CheckingClient, live: Proposed) -> None:
    answer = staff_say(alex, live, "join")
    assert answer.status_code == 409
    assert answer.json["error"] == "Only Sam Lee is named for this session."
    row = live.row
    assert (row.state, row.staff_participant) == (State.LIVE, None)


def test_a_second_window_ends_the_session(sam: CheckingClient, live: Proposed) -> None:
    staff_say(sam, live, "join")
    answer = staff_say(sam, live, "join")
    assert answer.status_code == 409
    assert "second window" in answer.json["error"]
    row = live.row
    assert (row.state, row.end_reason) == (State.ENDED, "somebody else tried to join")


def test_there_is_nothing_to_join_before_the_customer_starts(app: Flask) -> None:
    session = a_requested_key()
    with pytest.raises(Refused):
        room.join(session.member, session.id)
    assert session.row.staff_participant is None


def test_without_the_pages_own_token_nobody_joins(sam: CheckingClient, live: Proposed) -> None:
    assert sam.post(f"{desk(live)}/join", json={}).status_code == 400
    assert live.row.staff_participant is None


def test_a_manager_who_is_not_named_cannot_join(live: Proposed) -> None:
    with pytest.raises(Refused, match="Only Sam Lee"):
        room.join(a_member("morgan@site.example", "Morgan Moss"), live.id)


@pytest.mark.parametrize("number", ["0", "4711", "99999999999999999999"])
def test_a_session_that_is_not_there_opens_nothing(sam: CheckingClient, number: str) -> None:
    token = sam.form("/staff/support/new", "Log the call").values["csrf_token"]
    assert sam.get(f"/staff/sessions/{number}").status_code == 404
    for what in ("join", "exchange", "proof", "end", "key", "fax", "withdraw"):
        answer = sam.post(f"/staff/sessions/{number}/{what}", headers={"X-CSRFToken": token})
        assert answer.status_code in (404, 422), what
