"""Relay credentials: coturn's REST kind, for whoever is in a live session, and for an hour."""

import base64
import hashlib
import hmac
import time
from typing import Any

import pytest
from flask import Flask

from frontdesk.remote import room
from frontdesk.remote.machine import Party
from tests.client import CheckingClient
from tests.factories import a_live_session, a_requested_key
from tests.remote.sides import say, staff_say

SECRET = "a secret shared with the relay"
URL = "turns:relay.site.example:5349"

pytestmark = pytest.mark.usefixtures("quick_hash")


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "TURN_URL": URL, "TURN_SECRET": SECRET}


def check(server: dict[str, Any], session_id: int) -> None:
    """As the relay itself does: the password must follow from the name and the shared secret."""
    expiry, _, user = server["username"].partition(":")
    assert server["urls"] == URL
    assert user == str(session_id)
    assert 3500 < int(expiry) - time.time() <= 3600
    digest = hmac.new(SECRET.encode(), server["username"].encode(), hashlib.sha1).digest()
    assert server["credential"] == base64.b64encode(digest).decode()


def test_both_sides_of_a_live_session_get_them(
    app: Flask, client: CheckingClient, sam: CheckingClient
) -> None:
    session, _, customer = a_live_session()
    staff = room.join(session.member, session.id)
    for answer in (
        say(client, session, "exchange", participant=customer),
        staff_say(sam, session, "exchange", participant=staff),
    ):
        (server,) = answer.json["ice"]
        check(server, session.id)


def test_nobody_else_gets_them(app: Flask, client: CheckingClient, sam: CheckingClient) -> None:
    waiting = a_requested_key()
    live, _, customer = a_live_session()
    room_before = say(client, waiting, "exchange", participant="a" * 26)
    stranger = say(client, live, "exchange", participant="a" * 26)
    colleague = staff_say(sam, live, "exchange", participant="a" * 26)
    room.end(live.id, Party.CUSTOMER, customer)
    after = say(client, live, "exchange", participant=customer)
    for answer in (room_before, stranger, colleague, after):
        assert answer.status_code == 409
        assert "ice" not in answer.json
        assert SECRET not in answer.text


def test_without_a_relay_there_are_none(make_app: object) -> None:
    app = make_app(TURN_URL="", TURN_SECRET="")  # type: ignore[operator]
    with app.app_context():
        session, _, customer = a_live_session()
        assert say(app.test_client(), session, "exchange", participant=customer).json["ice"] == []
