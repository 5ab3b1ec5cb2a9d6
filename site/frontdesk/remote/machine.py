"""The whole life of a remote session, as one table and one function that moves along it.

Nothing else changes a session's state. A move is refused unless the table allows that event from
that state by that party, the event's own condition holds, and no deadline has passed unseen: a
deadline that has passed is applied first. The record given may be a database row or any object
with the same attributes, so the rules can be tried without a database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

PROPOSAL_LIFE = timedelta(hours=72)
AGREEMENT_LIFE = timedelta(hours=24)
KEY_LIFE = timedelta(seconds=300)
JOINING_TIME = timedelta(seconds=300)
SILENCE = timedelta(seconds=60)
OUTSIDE_LIMIT = timedelta(hours=8)
TRIES = 3


class State(StrEnum):
    PROPOSED = "PROPOSED"
    AUTHORITY_WAIT = "AUTHORITY_WAIT"
    AGREED = "AGREED"
    KEY_REQUESTED = "KEY_REQUESTED"
    KEY_ISSUED = "KEY_ISSUED"
    LIVE = "LIVE"
    ENDED = "ENDED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


TERMINAL = frozenset({State.ENDED, State.DECLINED, State.WITHDRAWN, State.EXPIRED})
KEYED = frozenset({State.KEY_REQUESTED, State.KEY_ISSUED})


class Party(StrEnum):
    CUSTOMER = "customer"
    REPRESENTATIVE = "representative"
    STAFF = "staff"
    SITE = "site"


class Event(StrEnum):
    AGREE = "agree"
    NEED_AUTHORITY = "need authority"
    HAVE_AUTHORITY = "have authority"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    POLICY_CHANGED = "policy changed"
    REQUEST_KEY = "request key"
    SUPPLY_KEY = "supply key"
    WRONG_KEY = "wrong key"
    START = "start"
    JOIN = "join"
    RIVAL_JOIN = "rival join"
    CLOSE_DOCUMENTS = "close documents"
    GRANT_VIEW = "grant view"
    DECLINE_VIEW = "decline view"
    END = "end"
    EXPIRE = "expire"
    LAPSE = "lapse"
    FALL_SILENT = "fall silent"


class Refused(Exception):
    """This cannot be done now, or not by this party. The message says why, for people."""


@dataclass(frozen=True)
class Move:
    """One event: what happens, who does it, when, and the facts that its condition needs."""

    event: Event
    party: Party
    now: datetime
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    parties: frozenset[Party]
    sources: frozenset[State]
    target: State
    act: Callable[[Any, Move], State | None] | None = None


def move(session: Any, step: Move) -> State:
    """Make one move and return the state that it leads to. Raises Refused, changing nothing but
    what deadlines had already changed."""
    settle(session, step.now)
    rule = RULES[step.event]
    if step.party not in rule.parties:
        raise Refused(f"Only the {_names(rule.parties)} can do this.")
    if session.state not in rule.sources:
        raise Refused(WORDS[State(session.state)])
    changed = rule.act(session, step) if rule.act else None
    _enter(session, changed or rule.target, step.now)
    return State(session.state)


def settle(session: Any, now: datetime) -> list[Event]:
    """Let every deadline that has passed take effect, each at its own moment; returns which."""
    passed = []
    while (deadline := due(session)) is not None and deadline[0] <= now:
        moment, event = deadline
        rule = RULES[event]
        if rule.act:
            rule.act(session, Move(event, Party.SITE, moment))
        _enter(session, rule.target, moment)
        passed.append(event)
    return passed


def due(session: Any) -> tuple[datetime, Event] | None:
    """When the present state runs out, and what happens then; None where no clock runs."""
    match session.state:
        case State.PROPOSED:
            return session.state_since + PROPOSAL_LIFE, Event.EXPIRE
        case State.AGREED:
            return session.agreed_at + AGREEMENT_LIFE, Event.EXPIRE
        case State.KEY_REQUESTED | State.KEY_ISSUED:
            return session.key_deadline_at, Event.LAPSE
        case State.LIVE:
            return _silence(session), Event.FALL_SILENT
    return None


def _silence(session: Any) -> datetime:
    """A side that is not heard of for a minute has gone; an outside engine is not heard at all."""
    if session.engine != "browser":
        moment: datetime = session.started_at + OUTSIDE_LIMIT
        return moment
    customer: datetime = session.customer_seen_at + SILENCE
    if session.staff_seen_at is None:
        return min(customer, session.started_at + JOINING_TIME)
    return min(customer, session.staff_seen_at + SILENCE)


def _enter(session: Any, state: State, moment: datetime) -> None:
    if session.state == state:
        return
    session.state = state
    session.state_since = moment
    if state not in KEYED and state != State.LIVE:
        session.key_hash = None
    if state in TERMINAL:
        session.ended_at = moment
        session.customer_participant = None
        session.staff_participant = None


def _agree(session: Any, step: Move) -> None:
    if step.facts["current_policy"] != session.policy_version:
        raise Refused("The privacy policy has changed since this was proposed.")
    agreement = step.facts["agreement"]
    if (agreement.policy_version, agreement.policy_sha256) != (
        session.policy_version,
        session.policy_sha256,
    ):
        raise Refused("This agreement is to another version of the privacy policy.")
    monitor = step.facts.get("monitor") or ""
    if session.on_site and not monitor:
        raise Refused(
            "Somebody from the company will be on site, so please name the person who will watch."
        )
    session.monitor_name = monitor or None
    session.agreement = agreement
    session.agreed_at = step.now


def _request_key(session: Any, step: Move) -> None:
    session.key_requested_at = step.now
    session.key_deadline_at = step.now + KEY_LIFE
    session.key_tries = 0


def _supply_key(session: Any, step: Move) -> None:
    _check_named(session, step)
    session.key_hash = step.facts["key_hash"]
    session.key_tries = 0


def _wrong_key(session: Any, step: Move) -> State:
    session.key_tries += 1
    return State.AGREED if session.key_tries >= TRIES else State.KEY_ISSUED


def _start(session: Any, step: Move) -> None:
    session.started_at = step.now
    session.customer_seen_at = step.now
    session.customer_participant = step.facts["participant"]


def _join(session: Any, step: Move) -> State:
    _check_named(session, step)
    if session.engine != "browser":
        raise Refused("This session runs on another engine.")
    if session.staff_participant is not None:
        session.end_reason = "somebody else tried to join"
        return State.ENDED
    session.staff_participant = step.facts["participant"]
    session.staff_seen_at = step.now
    return State.LIVE


def _close_documents(session: Any, step: Move) -> None:
    session.documents_closed_at = step.now


def _grant_view(session: Any, step: Move) -> None:
    if session.documents_closed_at is None:
        raise Refused("Please close your documents first.")
    if not session.scope_view:
        raise Refused("Viewing is not part of what you agreed to.")
    session.view_granted_at = step.now
    session.view_declined_at = None


def _decline_view(session: Any, step: Move) -> None:
    session.view_declined_at = step.now
    session.view_granted_at = None


def _because(reason: str) -> Callable[[Any, Move], None]:
    def act(session: Any, step: Move) -> None:
        session.end_reason = reason

    return act


def _ended_by(session: Any, step: Move) -> None:
    session.end_reason = step.facts.get("reason") or f"ended by the {step.party}"


def _withdraw(session: Any, step: Move) -> None:
    session.end_reason = f"withdrawn by the {step.party}"


def _check_named(session: Any, step: Move) -> None:
    if step.facts["staff_id"] != session.representative_id:
        raise Refused(f"Only {session.representative_name} is named for this session.")


_CUSTOMER = frozenset({Party.CUSTOMER})
_NAMED = frozenset({Party.REPRESENTATIVE})
_SITE = frozenset({Party.SITE})
_BEFORE_LIVE = frozenset({State.PROPOSED, State.AGREED, *KEYED})


def _rule(
    parties: frozenset[Party],
    sources: set[State] | frozenset[State],
    target: State,
    act: Callable[[Any, Move], State | None] | None = None,
) -> Rule:
    return Rule(parties, frozenset(sources), target, act)


RULES: dict[Event, Rule] = {
    Event.AGREE: _rule(_CUSTOMER, {State.PROPOSED}, State.AGREED, _agree),
    Event.NEED_AUTHORITY: _rule(_CUSTOMER, {State.PROPOSED}, State.AUTHORITY_WAIT),
    Event.HAVE_AUTHORITY: _rule(_CUSTOMER, {State.AUTHORITY_WAIT}, State.PROPOSED),
    Event.DECLINE: _rule(
        _CUSTOMER,
        {State.PROPOSED, State.AUTHORITY_WAIT},
        State.DECLINED,
        _because("declined by the customer"),
    ),
    Event.WITHDRAW: _rule(
        frozenset({Party.CUSTOMER, Party.REPRESENTATIVE, Party.STAFF}),
        _BEFORE_LIVE,
        State.WITHDRAWN,
        _withdraw,
    ),
    Event.POLICY_CHANGED: _rule(
        _SITE, {State.PROPOSED}, State.WITHDRAWN, _because("the privacy policy changed")
    ),
    Event.REQUEST_KEY: _rule(_CUSTOMER, {State.AGREED}, State.KEY_REQUESTED, _request_key),
    Event.SUPPLY_KEY: _rule(_NAMED, {State.KEY_REQUESTED}, State.KEY_ISSUED, _supply_key),
    Event.WRONG_KEY: _rule(_CUSTOMER, {State.KEY_ISSUED}, State.KEY_ISSUED, _wrong_key),
    Event.START: _rule(_CUSTOMER, {State.KEY_ISSUED}, State.LIVE, _start),
    Event.JOIN: _rule(_NAMED, {State.LIVE}, State.LIVE, _join),
    Event.RIVAL_JOIN: _rule(
        _CUSTOMER, {State.LIVE}, State.ENDED, _because("somebody else tried to join")
    ),
    Event.CLOSE_DOCUMENTS: _rule(_CUSTOMER, {State.LIVE}, State.LIVE, _close_documents),
    Event.GRANT_VIEW: _rule(_CUSTOMER, {State.LIVE}, State.LIVE, _grant_view),
    Event.DECLINE_VIEW: _rule(_CUSTOMER, {State.LIVE}, State.LIVE, _decline_view),
    Event.END: _rule(
        frozenset({Party.CUSTOMER, Party.REPRESENTATIVE}), {State.LIVE}, State.ENDED, _ended_by
    ),
    Event.EXPIRE: _rule(
        _SITE, {State.PROPOSED, State.AGREED}, State.EXPIRED, _because("time ran out")
    ),
    Event.LAPSE: _rule(_SITE, KEYED, State.AGREED),
    Event.FALL_SILENT: _rule(
        _SITE, {State.LIVE}, State.ENDED, _because("a side was no longer there")
    ),
}

WORDS: dict[State, str] = {
    State.PROPOSED: "The session has been proposed; the customer has not agreed yet.",
    State.AUTHORITY_WAIT: "The customer is waiting for permission from another body.",
    State.AGREED: "The customer has agreed and can request a key.",
    State.KEY_REQUESTED: "A key has been requested; the representative has not supplied it yet.",
    State.KEY_ISSUED: "The key has been supplied; the customer can start the session.",
    State.LIVE: "The session is live.",
    State.ENDED: "The session has ended.",
    State.DECLINED: "The session was declined.",
    State.WITHDRAWN: "The session was withdrawn.",
    State.EXPIRED: "The session's time ran out.",
}


def _names(parties: frozenset[Party]) -> str:
    return " or the ".join(sorted(parties))
