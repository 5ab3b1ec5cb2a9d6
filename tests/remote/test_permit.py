"""The customer closes documents, then permits viewing, or does not (I10, I11, I13)."""

from typing import Any

import pytest
from flask import Flask

from frontdesk.core.db import db
from frontdesk.remote import room
from frontdesk.remote.actions import Scope
from frontdesk.remote.machine import Event, Party, Refused
from frontdesk.remote.models import Signal
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session
from tests.remote.sides import say, told

pytestmark = pytest.mark.usefixtures("quick_hash")


@pytest.fixture
def live(app: Flask) -> tuple[Proposed, str]:
    session, _, participant = a_live_session()
    return session, participant


def choose(client: CheckingClient, live: tuple[Proposed, str], *choices: str) -> list[int]:
    session, participant = live
    return [
        say(client, session, "permit", choice=choice, participant=participant).status_code
        for choice in choices
    ]


def test_documents_first_and_then_the_permission(
    client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    assert choose(client, live, "documents-closed", "view-granted") == [200, 200]
    row = live[0].row
    assert row.documents_closed_at <= row.view_granted_at
    assert told(live[0])[-2:] == ["Pat Doe closed all documents", "Pat Doe allowed viewing"]


def test_there_is_no_permission_before_the_documents_are_closed(
    client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    assert choose(client, live, "view-granted") == [409]
    assert live[0].row.view_granted_at is None


def test_silence_is_a_no(live: tuple[Proposed, str]) -> None:
    session, participant = live
    room.permit(session.id, participant, Event.CLOSE_DOCUMENTS)
    assert session.row.view_granted_at is None
    with pytest.raises(Refused, match="not allowed viewing"):
        room.exchange(session.id, Party.CUSTOMER, participant, [("offer", "{}")])


def test_a_permission_can_be_taken_back_and_with_it_what_was_passing(
    client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    session, participant = live
    choose(client, live, "documents-closed", "view-granted")
    room.exchange(session.id, Party.CUSTOMER, participant, [("offer", "{}")])
    assert choose(client, live, "view-declined") == [200]
    row = session.row
    assert (row.view_granted_at, bool(row.view_declined_at)) == (None, True)
    assert db.session.query(Signal).count() == 0
    with pytest.raises(Refused):
        room.exchange(session.id, Party.CUSTOMER, participant, [("candidate", "{}")])
    assert choose(client, live, "view-granted") == [200]
    assert live[0].row.view_declined_at is None


def test_declining_needs_no_documents_closed(
    client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    assert choose(client, live, "view-declined") == [200]


def test_viewing_cannot_be_granted_where_it_was_not_agreed_to(
    app: Flask, client: CheckingClient
) -> None:
    session, _, participant = a_live_session(scope=Scope(view=False, files=True))
    live = session, participant
    assert choose(client, live, "documents-closed", "view-granted") == [200, 409]
    assert session.row.view_granted_at is None


@pytest.mark.one_database
@pytest.mark.parametrize("secret", ["", "a" * 26, None, 5, ["a"], "\ud800", "\x00"])
def test_without_the_rooms_secret_nothing_is_permitted(
    client: CheckingClient, live: tuple[Proposed, str], secret: Any
) -> None:
    answer = say(client, live[0], "permit", choice="documents-closed", participant=secret)
    assert answer.status_code == 409
    assert answer.json["state"] == "ENDED"
    assert live[0].row.documents_closed_at is None


def test_the_representatives_secret_permits_nothing(
    client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    session = live[0]
    theirs = room.join(session.member, session.id)
    answer = say(client, session, "permit", choice="documents-closed", participant=theirs)
    assert answer.status_code == 409
    assert session.row.documents_closed_at is None


@pytest.mark.one_database
@pytest.mark.parametrize("choice", ["", None, "control-granted", {}, []])
def test_what_is_no_choice_is_refused(
    client: CheckingClient, live: tuple[Proposed, str], choice: Any
) -> None:
    answer = say(client, live[0], "permit", choice=choice, participant=live[1])
    assert answer.status_code == 400


@pytest.mark.one_database
@pytest.mark.parametrize("body", ["[]", "null", "5", "nonsense", "", "[" * 100_000])
@pytest.mark.parametrize("what", ["permit", "exchange", "proof", "end"])
def test_what_is_no_message_of_the_room_is_refused(
    client: CheckingClient, live: tuple[Proposed, str], what: str, body: str
) -> None:
    path = f"/session/{live[0].token}/{what}"
    answer = client.post(path, data=body, content_type="application/json")
    assert answer.status_code == 400
