"""The customer's own moves before a session: declining, waiting for authority, taking back."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.remote import actions
from frontdesk.remote.machine import Event, Refused, State
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, a_requested_key, an_agreed_session
from tests.outbox import outbox_mail
from tests.remote.sides import desk, page, press, told

MONTH = timedelta(days=31)


@pytest.fixture
def proposed(app: Flask) -> Proposed:
    return a_proposal()


def test_declining_ends_it(client: CheckingClient, proposed: Proposed) -> None:
    press(client, proposed, "No, decline the session")
    row = proposed.row
    assert (row.state, row.end_reason) == (State.DECLINED, "declined by the customer")
    assert "You declined this session" in client.text(page(proposed))
    assert told(proposed)[-1] == "Pat Doe declined the session"


def test_waiting_for_authority_stops_every_clock(
    client: CheckingClient, proposed: Proposed
) -> None:
    press(client, proposed, "I must ask for permission first")
    with clock.shifted(MONTH):
        actions.tick()
        assert proposed.row.state == State.AUTHORITY_WAIT
        words = client.text(page(proposed))
        assert "Take all the time you need" in words
        assert "Agree within" not in words
        press(client, proposed, "We have the permission")
        assert proposed.row.state == State.PROPOSED
        assert "Agree within 71 hours." in client.text(page(proposed))
    with clock.shifted(MONTH + timedelta(hours=73)):
        actions.tick()
    assert proposed.row.state == State.EXPIRED


def test_staff_move_nothing_while_authority_is_pending(
    sam: CheckingClient, proposed: Proposed
) -> None:
    form = sam.form(desk(proposed), "Withdraw the session")
    actions.customer_moves(proposed.id, Event.NEED_AUTHORITY)
    answer = form.submit(follow_redirects=True)
    assert "waiting for permission from another body" in answer.text
    assert "Withdraw the session" not in answer.text
    assert proposed.row.state == State.AUTHORITY_WAIT


def test_who_said_so_when_asking_waits_from_the_start(app: Flask, client: CheckingClient) -> None:
    session = a_proposal(authority_needed=True)
    assert session.row.state == State.AUTHORITY_WAIT
    with clock.shifted(MONTH):
        actions.tick()
        assert session.row.state == State.AUTHORITY_WAIT
    press(client, session, "No, decline the session")
    assert session.row.state == State.DECLINED


def test_nobody_agrees_or_asks_for_a_key_while_waiting(proposed: Proposed) -> None:
    actions.customer_moves(proposed.id, Event.NEED_AUTHORITY)
    with pytest.raises(Refused):
        actions.agree(proposed.id, "page", "Pat Doe", "pressed")
    with pytest.raises(Refused):
        actions.customer_moves(proposed.id, Event.REQUEST_KEY)
    assert proposed.row.state == State.AUTHORITY_WAIT


def test_the_customer_takes_an_agreement_back(app: Flask, client: CheckingClient) -> None:
    session = an_agreed_session()
    press(client, session, "I take my agreement back")
    row = session.row
    assert (row.state, row.end_reason) == (State.WITHDRAWN, "withdrawn by the customer")
    assert len(outbox_mail("session_over")) == 1


def test_the_customer_stops_while_the_key_is_made(app: Flask, client: CheckingClient) -> None:
    session = a_requested_key()
    press(client, session, "Stop, I do not want the session")
    assert session.row.state == State.WITHDRAWN
    with pytest.raises(Refused):
        actions.supply_key(session.member, session.id)


@pytest.mark.parametrize("make", [a_proposal, an_agreed_session, a_requested_key])
def test_staff_withdraw_what_is_not_live(app: Flask, sam: CheckingClient, make: object) -> None:
    session: Proposed = make()  # type: ignore[operator]
    sam.form(desk(session), "Withdraw the session").submit()
    row = session.row
    assert (row.state, row.end_reason) == (State.WITHDRAWN, "withdrawn by the staff")
    assert "Sam Lee withdrew the session" in told(session)
    assert "withdrawn by the staff" in (outbox_mail("session_over")[0].text or "")


def test_a_second_press_changes_nothing_and_says_how_things_stand(
    client: CheckingClient, proposed: Proposed
) -> None:
    form = client.form(page(proposed), "No, decline the session")
    form.submit()
    version = proposed.row.version
    answer = form.submit(follow_redirects=True)
    assert "You declined this session" in answer.text
    assert proposed.row.version == version


def test_a_page_open_for_a_day_says_so(client: CheckingClient, proposed: Proposed) -> None:
    form = client.form(page(proposed), "No, decline the session")
    with clock.shifted(timedelta(hours=25)):
        answer = form.submit()
        assert answer.status_code == 422
        assert "This page had been open too long" in answer.text
        assert proposed.row.state == State.PROPOSED
        client.form_in(answer, "No, decline the session").submit()
    assert proposed.row.state == State.DECLINED


@pytest.mark.parametrize("name", ["agree", "start", "supply-key", "end", "nonsense"])
def test_no_other_move_can_be_made_this_way(
    client: CheckingClient, proposed: Proposed, name: str
) -> None:
    assert client.post(f"{page(proposed)}/move/{name}").status_code == 404
    assert proposed.row.state == State.PROPOSED
