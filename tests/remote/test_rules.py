"""The transition table itself, tried without a database: who may do what, and to which policy."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from frontdesk.remote.machine import RULES, Event, Move, Party, Refused, State, move

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
STAFF_SIDE = (Party.REPRESENTATIVE, Party.STAFF)
# What the customer alone may do (I4, I5, I10, I13).
CUSTOMERS_OWN = (
    Event.AGREE,
    Event.NEED_AUTHORITY,
    Event.HAVE_AUTHORITY,
    Event.DECLINE,
    Event.REQUEST_KEY,
    Event.START,
    Event.CLOSE_DOCUMENTS,
    Event.GRANT_VIEW,
    Event.DECLINE_VIEW,
)


def a_session(state: State, **changes: Any) -> SimpleNamespace:
    values = {
        "state": state,
        "state_since": NOW,
        "agreed_at": NOW,
        "key_deadline_at": NOW.replace(minute=5),
        "started_at": NOW,
        "customer_seen_at": NOW,
        "staff_seen_at": None,
        "engine": "browser",
        "policy_version": "2026-01",
        "policy_sha256": "a" * 64,
        "on_site": False,
        "key_hash": None,
    }
    return SimpleNamespace(**{**values, **changes})


def agree(session: SimpleNamespace, current: str, version: str, sha256: str) -> None:
    agreement = SimpleNamespace(policy_version=version, policy_sha256=sha256)
    facts = {"current_policy": current, "agreement": agreement}
    move(session, Move(Event.AGREE, Party.CUSTOMER, NOW, facts))


@pytest.mark.parametrize("event", CUSTOMERS_OWN)
@pytest.mark.parametrize("party", [*STAFF_SIDE, Party.SITE])
def test_nobody_acts_in_the_customers_place(event: Event, party: Party) -> None:
    for state in State:
        session = a_session(state)
        with pytest.raises(Refused, match=r"Only the customer can do this\."):
            move(session, Move(event, party, NOW))
        assert session.state == state


@pytest.mark.parametrize("event", Event)
def test_while_authority_is_pending_only_the_customer_moves(event: Event) -> None:
    if State.AUTHORITY_WAIT in RULES[event].sources:
        assert RULES[event].parties == {Party.CUSTOMER}


@pytest.mark.parametrize("state", ["ENDED", "DECLINED", "WITHDRAWN", "EXPIRED"])
def test_nothing_leads_out_of_what_is_over(state: str) -> None:
    assert not [event for event, rule in RULES.items() if State(state) in rule.sources]


@pytest.mark.parametrize(
    ("current", "version", "sha256"),
    [
        ("2026-02", "2026-01", "a" * 64),
        ("2026-01", "2025-12", "a" * 64),
        ("2026-01", "2026-01", "b" * 64),
    ],
)
def test_only_the_version_that_was_proposed_and_is_in_force_is_agreed_to(
    current: str, version: str, sha256: str
) -> None:
    session = a_session(State.PROPOSED)
    with pytest.raises(Refused, match="privacy policy"):
        agree(session, current, version, sha256)
    assert session.state == State.PROPOSED
    agree(session, "2026-01", "2026-01", "a" * 64)
    assert session.state == State.AGREED


def test_with_somebody_on_site_nobody_agrees_without_a_monitor() -> None:
    session = a_session(State.PROPOSED, on_site=True)
    with pytest.raises(Refused, match="who will watch"):
        agree(session, "2026-01", "2026-01", "a" * 64)
    assert session.state == State.PROPOSED
