"""Both browsers close without a word: a minute of silence ends the session by itself."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.remote import actions, machine, room
from frontdesk.remote.machine import Party, Refused, State
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session
from tests.outbox import outbox_mail

SHORT_OF_IT = machine.SILENCE - timedelta(seconds=20)
PAST_IT = machine.SILENCE + timedelta(seconds=1)
REASON = "a side was no longer there"


def a_session_of_two() -> tuple[Proposed, str, str]:
    """A live session that both have entered, and their secrets: the customer's, then staff's."""
    proposed, _, customer = a_live_session()
    return proposed, customer, room.join(proposed.member, proposed.id)


def test_a_minute_without_a_word_ends_the_session(app: Flask) -> None:
    proposed, _, _ = a_session_of_two()
    heard = proposed.row.customer_seen_at
    assert heard is not None
    with clock.shifted(PAST_IT):
        actions.tick()
    row = proposed.row
    assert (row.state, row.end_reason) == (State.ENDED, REASON)
    assert row.ended_at == heard + machine.SILENCE


def test_within_the_minute_the_session_goes_on(app: Flask) -> None:
    proposed, _, _ = a_session_of_two()
    with clock.shifted(SHORT_OF_IT):
        actions.tick()
    assert proposed.row.state == State.LIVE


def test_whoever_is_heard_in_time_keeps_the_session(app: Flask) -> None:
    proposed, customer, representative = a_session_of_two()
    for minutes in (1, 2, 3):
        with clock.shifted(minutes * SHORT_OF_IT):
            room.exchange(proposed.id, Party.CUSTOMER, customer, [])
            room.exchange(proposed.id, Party.REPRESENTATIVE, representative, [])
            actions.tick()
    assert proposed.row.state == State.LIVE


@pytest.mark.parametrize("silent", [Party.CUSTOMER, Party.REPRESENTATIVE])
def test_one_side_alone_cannot_keep_the_session(app: Flask, silent: Party) -> None:
    proposed, customer, representative = a_session_of_two()
    with clock.shifted(SHORT_OF_IT):
        if silent == Party.CUSTOMER:
            room.exchange(proposed.id, Party.REPRESENTATIVE, representative, [])
        else:
            room.exchange(proposed.id, Party.CUSTOMER, customer, [])
    with clock.shifted(PAST_IT):
        actions.tick()
    assert (proposed.row.state, proposed.row.end_reason) == (State.ENDED, REASON)


def test_both_pages_say_so_even_before_the_worker_has_looked(
    client: CheckingClient, staff_client: CheckingClient
) -> None:
    proposed, _, _ = a_session_of_two()
    with clock.shifted(PAST_IT):
        assert "A side was no longer there." in client.text(f"/session/{proposed.token}")
        assert "The session has ended" in staff_client.text(f"/staff/sessions/{proposed.id}")
    assert proposed.row.state == State.LIVE


def test_both_get_the_record_with_the_reason(app: Flask) -> None:
    proposed, _, _ = a_session_of_two()
    with clock.shifted(PAST_IT):
        actions.tick()
        actions.tick()
    records = outbox_mail("session_record")
    assert [mail.recipient for mail in records] == ["pat@surgery.example", proposed.member.email]
    for mail in records:
        assert REASON in (mail.text or "")


def test_the_secrets_of_both_sides_are_dead(app: Flask) -> None:
    proposed, customer, representative = a_session_of_two()
    with clock.shifted(PAST_IT):
        for party, secret in ((Party.CUSTOMER, customer), (Party.REPRESENTATIVE, representative)):
            with pytest.raises(Refused):
                room.exchange(proposed.id, party, secret, [])
        with pytest.raises(Refused):
            room.join(proposed.member, proposed.id)
    assert proposed.row.customer_participant is None
    assert proposed.row.staff_participant is None
