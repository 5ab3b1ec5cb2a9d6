"""An open page asks whether anything is new, and is told by one number."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.remote import actions
from frontdesk.remote.machine import Event
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, an_agreed_session, page_token
from tests.outbox import outbox_mail
from tests.remote.sides import desk, page


@pytest.fixture
def proposed(app: Flask) -> Proposed:
    return a_proposal()


def test_nothing_new_is_204_and_anything_new_is_200(
    client: CheckingClient, sam: CheckingClient, proposed: Proposed
) -> None:
    for reader, path in ((client, page(proposed)), (sam, desk(proposed))):
        version = reader.get(f"{path}/state").json["version"]
        assert f'data-version="{version}"' in reader.get(path).text
        assert reader.get(f"{path}/state?v={version}").status_code == 204
        with clock.shifted(timedelta(hours=73)):
            assert reader.get(f"{path}/state?v={version}").status_code == 200


@pytest.mark.parametrize("event", [Event.NEED_AUTHORITY, Event.DECLINE])
def test_every_move_makes_a_new_number(
    client: CheckingClient, proposed: Proposed, event: Event
) -> None:
    state = f"{page(proposed)}/state"
    version = client.get(state).json["version"]
    actions.customer_moves(proposed.id, event)
    assert client.get(f"{state}?v={version}").json["version"] != version


def test_what_the_other_side_does_makes_a_new_number(app: Flask, client: CheckingClient) -> None:
    session = an_agreed_session()
    actions.customer_moves(session.id, Event.REQUEST_KEY)
    state = f"{page(session)}/state"
    version = client.get(state).json["version"]
    key = actions.supply_key(session.member, session.id)
    newer = client.get(f"{state}?v={version}").json["version"]
    assert newer != version
    with pytest.raises(actions.WrongKey):
        actions.start(session.id, f"{key} x")
    assert client.get(f"{state}?v={newer}").status_code == 200


@pytest.mark.parametrize("version", ["", "x", "%00", "9" * 400])
def test_an_odd_number_is_answered_with_the_right_one(
    client: CheckingClient, proposed: Proposed, version: str
) -> None:
    answer = client.get(f"{page(proposed)}/state?v={version}")
    assert answer.status_code == 200


def test_a_session_that_is_not_there_is_404(
    client: CheckingClient, sam: CheckingClient, proposed: Proposed
) -> None:
    assert client.get(f"/session/{'a' * 26}/state").status_code == 404
    assert sam.get("/staff/sessions/4711/state").status_code == 404


def test_a_requests_token_opens_no_session_and_the_other_way_round(
    app: Flask, client: CheckingClient, proposed: Proposed
) -> None:
    request_token = page_token(outbox_mail("support_received")[0])
    assert client.get(f"/session/{request_token}").status_code == 404
    assert client.get(f"/support/r/{proposed.token}").status_code == 404
