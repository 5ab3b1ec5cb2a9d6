"""The two browsers pass connection messages on through the site, each its own kind (I11)."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from frontdesk.core.db import db
from frontdesk.remote import room
from frontdesk.remote.machine import Event, Party
from frontdesk.remote.models import Signal
from tests.client import CheckingClient
from tests.factories import a_live_session
from tests.remote.sides import say, staff_say

pytestmark = pytest.mark.usefixtures("quick_hash")


class Joined:
    """A live session in which viewing is granted, and the two secrets."""

    def __init__(self) -> None:
        self.session, _, self.customer = a_live_session()
        self.staff = room.join(self.session.member, self.session.id)
        room.permit(self.session.id, self.customer, Event.CLOSE_DOCUMENTS)
        room.permit(self.session.id, self.customer, Event.GRANT_VIEW)

    def send(self, client: CheckingClient, *kinds: str, **body: Any) -> TestResponse:
        """The customer's browser passes messages on."""
        messages = [{"kind": kind, "data": {"n": n}} for n, kind in enumerate(kinds)]
        body = {"participant": self.customer, "send": messages, **body}
        return say(client, self.session, "exchange", **body)


@pytest.fixture
def joined(app: Flask, sam: CheckingClient) -> Joined:
    return Joined()


def passing() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(s.sender, s.kind) for s in db.session.query(Signal).order_by(Signal.id)]


def test_what_one_sends_the_other_hears_once_and_in_order(
    client: CheckingClient, sam: CheckingClient, joined: Joined
) -> None:
    assert joined.send(client, "offer", "candidate").status_code == 200
    heard = staff_say(sam, joined.session, "exchange", participant=joined.staff).json
    assert [(s["kind"], s["data"]) for s in heard["signals"]] == [
        ("offer", {"n": 0}),
        ("candidate", {"n": 1}),
    ]
    last = heard["signals"][-1]["seq"]
    again = staff_say(sam, joined.session, "exchange", participant=joined.staff, after=last).json
    assert again["signals"] == []
    assert joined.send(client).json["signals"] == []


def test_each_hears_how_things_stand(client: CheckingClient, joined: Joined) -> None:
    heard = joined.send(client).json
    assert (heard["state"], heard["documents_closed"], heard["view_granted"]) == (
        "LIVE",
        True,
        True,
    )
    assert heard["view_declined"] is False
    assert heard["started_at"] <= heard["now"]


def test_the_representative_offers_nothing_and_the_customer_answers_nothing(
    client: CheckingClient, sam: CheckingClient, joined: Joined
) -> None:
    assert joined.send(client, "answer").status_code == 409
    offer = [{"kind": "offer", "data": {}}]
    answer = staff_say(sam, joined.session, "exchange", participant=joined.staff, send=offer)
    assert answer.status_code == 409
    assert answer.json["reason"] == "Only the customer's side may offer anything."
    assert passing() == []


@pytest.mark.parametrize("kinds", [("nonsense",), ("offer", "nonsense"), ("",)])
def test_of_a_message_that_is_not_known_nothing_is_passed_on(
    client: CheckingClient, joined: Joined, kinds: tuple[str, ...]
) -> None:
    assert joined.send(client, *kinds).status_code == 409
    assert passing() == []


@pytest.mark.one_database
@pytest.mark.parametrize(
    "body",
    [
        {"send": "offer"},
        {"send": ["offer"]},
        {"send": [{"kind": "offer"}] * 51},
        {"send": [{"kind": "offer", "data": float("nan")}]},
        {"after": "1"},
        {"after": -1},
        {"after": 10**30},
        {"after": 1.5},
        {"after": None},
    ],
    ids=lambda body: str(body)[:30],
)
def test_a_message_of_another_shape_is_refused(
    client: CheckingClient, joined: Joined, body: dict[str, Any]
) -> None:
    assert joined.send(client, **body).status_code == 400
    assert passing() == []


def test_a_message_that_is_too_large_is_refused(client: CheckingClient, joined: Joined) -> None:
    large = [{"kind": "offer", "data": "x" * 64_001}]
    assert joined.send(client, send=large).status_code == 413
    assert passing() == []


def test_odd_characters_pass_through_whole(
    client: CheckingClient, sam: CheckingClient, joined: Joined
) -> None:
    odd = "a\x00b\ud800 é 漢"
    joined.send(client, send=[{"kind": "offer", "data": odd}])
    heard = staff_say(sam, joined.session, "exchange", participant=joined.staff).json
    assert heard["signals"][0]["data"] == odd


def test_a_stranger_in_the_room_hears_and_passes_on_nothing(
    client: CheckingClient, alex: CheckingClient, joined: Joined
) -> None:
    joined.send(client, "offer")
    for answer in (
        say(client, joined.session, "exchange", participant="a" * 26),
        say(client, joined.session, "exchange", participant=joined.staff),
        staff_say(alex, joined.session, "exchange", participant="a" * 26),
        staff_say(alex, joined.session, "exchange", participant=joined.customer),
    ):
        assert answer.status_code == 409
        assert answer.json["state"] == "ENDED"
        assert "signals" not in answer.json
    assert passing() == [("customer", "offer")]


def test_before_the_permission_nothing_passes_but_life_signs(
    app: Flask, client: CheckingClient
) -> None:
    session, _, participant = a_live_session()
    before = session.row.customer_seen_at
    assert say(client, session, "exchange", participant=participant).status_code == 200
    assert session.row.customer_seen_at > before
    for kind in ("offer", "candidate"):
        body = {"participant": participant, "send": [{"kind": kind, "data": {}}]}
        assert say(client, session, "exchange", **body).status_code == 409
    assert passing() == []


def test_sessions_hear_nothing_of_each_other(client: CheckingClient, joined: Joined) -> None:
    joined.send(client, "offer")
    other = Joined()
    assert room.heard(other.session.id, Party.REPRESENTATIVE, 0) == []
    assert len(room.heard(joined.session.id, Party.REPRESENTATIVE, 0)) == 1
