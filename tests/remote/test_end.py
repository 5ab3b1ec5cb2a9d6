"""Either side ends the session at once, and no path leads back (I13, I14, I15)."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from frontdesk.core.db import db, transaction
from frontdesk.remote import actions, room
from frontdesk.remote.machine import Event, Party, Refused, State
from frontdesk.remote.models import RemoteSession, Signal
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session, a_requested_key, session_token
from tests.outbox import outbox_mail
from tests.remote.sides import desk, page, press, say, staff_say

pytestmark = pytest.mark.usefixtures("quick_hash")


class Room:
    """A live session in use, with all its secrets."""

    def __init__(self) -> None:
        self.session, self.key, self.customer = a_live_session()
        self.staff = room.join(self.session.member, self.session.id)
        for choice in (Event.CLOSE_DOCUMENTS, Event.GRANT_VIEW):
            room.permit(self.session.id, self.customer, choice)
        room.exchange(self.session.id, Party.CUSTOMER, self.customer, [("offer", "{}")])

    @property
    def ended_by(self) -> str | None:
        row = self.session.row
        return row.end_reason if row.state == State.ENDED else None


@pytest.fixture
def used(app: Flask, sam: CheckingClient) -> Room:
    return Room()


def test_the_customer_ends_it_from_the_room(client: CheckingClient, used: Room) -> None:
    answer = say(client, used.session, "end", participant=used.customer)
    assert answer.status_code == 200
    assert used.ended_by == "ended by the customer"


def test_the_customer_ends_it_by_the_pages_button_without_the_room(
    client: CheckingClient, used: Room
) -> None:
    answer = press(client, used.session, "End the session now")
    assert (answer.status_code, answer.location) == (303, page(used.session))
    assert used.ended_by == "ended by the customer"


def test_the_representative_ends_it_from_the_room(sam: CheckingClient, used: Room) -> None:
    assert staff_say(sam, used.session, "end", participant=used.staff).status_code == 200
    assert used.ended_by == "ended by the representative"


@pytest.mark.parametrize("secret", ["a" * 26, "\ud800"])
def test_a_stranger_ends_nothing_from_the_room(
    client: CheckingClient, used: Room, secret: str
) -> None:
    assert say(client, used.session, "end", participant=secret).status_code == 409
    assert say(client, used.session, "end", participant=used.staff).status_code == 409
    assert client.post(f"{page(used.session)}/end").status_code == 403
    assert used.ended_by is None


def test_ending_twice_is_no_fault(client: CheckingClient, used: Room) -> None:
    form = client.form(page(used.session), "End the session now")
    for _ in range(2):
        assert form.submit().status_code == 303
    assert used.ended_by == "ended by the customer"
    assert len(outbox_mail("session_record")) == 2


def test_there_is_nothing_to_end_before_it_is_live(app: Flask) -> None:
    session = a_requested_key()
    with pytest.raises(Refused):
        room.end_elsewhere(session.id, Party.CUSTOMER)
    assert session.row.state == State.KEY_REQUESTED


def test_the_end_wipes_what_could_lead_back(used: Room) -> None:
    room.end(used.session.id, Party.CUSTOMER, used.customer)
    row = used.session.row
    assert (row.key_hash, row.customer_participant, row.staff_participant) == (None, None, None)
    assert db.session.query(Signal).count() == 0


def test_after_the_end_every_address_of_the_room_refuses(
    client: CheckingClient, sam: CheckingClient, used: Room
) -> None:
    start = client.form("/opt-out", "Stop marketing").values["form_token"]
    room.end(used.session.id, Party.CUSTOMER, used.customer)
    session, version = used.session, used.session.row.version
    mine, theirs = {"participant": used.customer}, {"participant": used.staff}
    answers = [
        say(client, session, "exchange", **mine, send=[{"kind": "offer", "data": {}}]),
        say(client, session, "permit", **mine, choice="view-granted"),
        say(client, session, "proof", **mine, tls="x", dtls="AES_128", srtp="AES_128"),
        say(client, session, "end", **mine),
        staff_say(sam, session, "exchange", **theirs),
        staff_say(sam, session, "proof", **theirs, tls="x", dtls="AES_128", srtp="AES_128"),
        staff_say(sam, session, "end", **theirs),
        staff_say(sam, session, "join"),
    ]
    assert [answer.status_code for answer in answers] == [409] * len(answers)
    assert not any("ice" in answer.json or "participant" in answer.json for answer in answers)
    data = {"form_token": start, "key": used.key, "capable": "yes"}
    again = client.post(f"{page(session)}/start", data=data, headers={"Accept": "application/json"})
    assert (again.status_code, again.json["error"]) == (409, "The session has ended.")
    for move in ("request-key", "withdraw", "decline", "need-authority", "have-authority"):
        client.post(f"{page(session)}/move/{move}", data={"form_token": start})
    client.post(f"{page(session)}/agree", data={"form_token": start, "agreed_by": "x", "read": "y"})
    for refused in (
        lambda: actions.supply_key(session.member, session.id),
        lambda: actions.withdraw(session.member, session.id),
        lambda: actions.record_fax(session.member, session.id, "2026-01-02", "x", "y"),
    ):
        with pytest.raises(Refused):
            refused()
    assert (session.row.state, session.row.version) == (State.ENDED, version)
    assert db.session.query(Signal).count() == 0


def test_after_the_end_every_link_shows_only_the_record(
    client: CheckingClient, sam: CheckingClient, used: Room
) -> None:
    links = [session_token(mail) for mail in outbox_mail() if "/session/" in (mail.text or "")]
    room.end(used.session.id, Party.REPRESENTATIVE, used.staff)
    assert len(set(links)) == 2
    for token in links:
        answer = client.get(f"/session/{token}")
        assert "Nothing of what was shown has been kept" in answer.text
        assert "<form" not in answer.text
        assert 'id="room"' not in answer.text
    shown = sam.get(desk(used.session)).text
    assert 'id="room"' not in shown
    assert f'action="{desk(used.session)}' not in shown


def test_the_database_too_keeps_an_ended_session_ended(used: Room) -> None:
    room.end(used.session.id, Party.CUSTOMER, used.customer)
    for values in ({"customer_participant": "x"}, {"key_hash": "x"}):
        with pytest.raises(IntegrityError), transaction() as session:
            row = session.get_one(RemoteSession, used.session.id)
            for name, value in values.items():
                setattr(row, name, value)


def test_a_further_session_needs_all_of_it_anew(used: Room) -> None:
    room.end(used.session.id, Party.CUSTOMER, used.customer)
    number = actions.propose(used.session.member, used.session.row.request_id, actions.Scope())
    row = db.session.get_one(RemoteSession, number)
    assert (row.state, row.agreement_id, row.key_hash) == (State.PROPOSED, None, None)
    old: Proposed = used.session
    assert old.row.state == State.ENDED
