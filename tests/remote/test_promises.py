"""Random orders of every event, by every party, with time jumps: no promise ever breaks.

And each promise is broken once on purpose, to see that the search finds it.
"""

from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from frontdesk.core import clock
from frontdesk.remote import actions, change, machine, replies, room
from frontdesk.remote.machine import Event, Party, Refused, State
from frontdesk.support.models import Kind
from tests.remote.world import JUMPS, STEPS, Broken, World

# Two thousand in all, most of them where they take least time.
SEQUENCES = {"sqlite": 1500, "postgresql": 500}
PARTS = 4
FORCES = [f"force {p} {e}" for p in Party if p not in (Party.SITE, Party.CUSTOMER) for e in Event]
TIMES = [f"jump {seconds}" for seconds in JUMPS]
# Most random orders lead nowhere, so every third step is what would come next.
STEP = st.one_of(
    st.just("forward"),
    st.just("forward"),
    st.sampled_from(STEPS),
    st.sampled_from(STEPS),
    st.sampled_from(TIMES),
    st.sampled_from(FORCES),
)
ORDER = st.lists(STEP, min_size=8, max_size=22)
SHORT_ORDER = st.lists(STEP, min_size=1, max_size=8)


def searching(
    examples: int, phases: Sequence[Phase], begin: int, orders: st.SearchStrategy[list[str]]
) -> Callable[[], None]:
    """What tries that many orders, each after `begin` steps of the usual way."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(orders, st.booleans(), st.booleans())
    def every_order_keeps_every_promise(order: list[str], on_site: bool, authority: bool) -> None:
        world = World(on_site=on_site, authority=authority)
        try:
            for step in ["forward"] * begin + order:
                world.step(step)
            world.step("tick")
        finally:
            world.close()

    return every_order_keeps_every_promise


@pytest.mark.parametrize("part", range(PARTS))
def test_no_order_of_events_breaks_a_promise(
    app: Flask, database: str, quick_hash: None, part: int
) -> None:
    searching(SEQUENCES[database] // PARTS, (Phase.generate, Phase.shrink), 0, ORDER)()


Plant = Callable[[pytest.MonkeyPatch], None]


def _rule(monkeypatch: pytest.MonkeyPatch, event: Event, **changes: object) -> None:
    rule = machine.RULES[event]
    values = {**rule.__dict__, **changes}
    monkeypatch.setitem(machine.RULES, event, machine.Rule(**values))  # type: ignore[arg-type]


def no_preparation(monkeypatch: pytest.MonkeyPatch) -> None:
    from frontdesk.support import store

    real = store.latest_entry
    # The look-up is not asked for: the talk-through stands in for it.
    monkeypatch.setattr(
        store, "latest_entry", lambda number, _kind: real(number, Kind.TALK_THROUGH)
    )


def agreed_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    _rule(monkeypatch, Event.AGREE, act=lambda s, m: setattr(s, "agreed_at", m.now))


def one_agreement_again(monkeypatch: pytest.MonkeyPatch) -> None:
    real, kept = actions.Agreement, []

    def same(**values: object) -> object:
        kept.append(kept[0] if kept else real(**values))
        return kept[0]

    monkeypatch.setattr(actions, "Agreement", same)


def a_clock_runs_while_authority_is_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    real = machine.due

    def due(session: object) -> object:
        if session.state == State.AUTHORITY_WAIT:
            return session.state_since + machine.AGREEMENT_LIFE, Event.EXPIRE
        return real(session)

    monkeypatch.setattr(machine, "due", due)
    clocked = (*actions.store.CLOCKED, State.AUTHORITY_WAIT)
    monkeypatch.setattr(actions.store, "CLOCKED", clocked)


def staff_can_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    _rule(monkeypatch, Event.AGREE, parties=frozenset(Party))


def staff_can_request_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    _rule(monkeypatch, Event.REQUEST_KEY, parties=frozenset(Party))


def staff_can_start(monkeypatch: pytest.MonkeyPatch) -> None:
    _rule(monkeypatch, Event.START, parties=frozenset(Party))


def anybody_supplies_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_check_named", lambda _session, _step: None)


def keys_live_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    real = machine.due
    monkeypatch.setattr(machine, "due", lambda s: None if s.state in machine.KEYED else real(s))


def a_longer_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    monkeypatch.setattr(machine, "KEY_LIFE", timedelta(hours=2))


def the_key_is_kept_readably(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plain:
        def hash(self, key: str) -> str:
            return key

        def verify(self, stored: str, key: str) -> bool:
            return stored == key

    monkeypatch.setattr(actions, "_hasher", Plain())


def endless_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    _rule(monkeypatch, Event.WRONG_KEY, act=lambda s, m: setattr(s, "key_tries", s.key_tries + 1))


def the_same_key_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_fresh_key", lambda *_given: "apple apple apple")


def a_second_join_is_welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def join(session: object, step: machine.Move) -> None:
        machine._check_named(session, step)
        session.staff_participant = step.facts["participant"]
        session.staff_seen_at = step.now

    _rule(monkeypatch, Event.JOIN, act=join)


def a_rival_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    _rule(monkeypatch, Event.RIVAL_JOIN, target=State.LIVE)


def offers_pass_without_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_check_signal", lambda *_given: None)


def viewing_before_closing_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    _rule(monkeypatch, Event.GRANT_VIEW, act=lambda s, m: setattr(s, "view_granted_at", m.now))


def the_representative_may_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(row: object, party: Party, kind: str) -> None:
        if row.view_granted_at is None:
            raise Refused("not yet")

    monkeypatch.setattr(room, "_check_signal", check)


def the_dead_change(monkeypatch: pytest.MonkeyPatch) -> None:
    real = machine.due

    def due(session: object) -> object:
        if session.state == State.WITHDRAWN:
            return session.state_since, Event.EXPIRE
        return real(session)

    monkeypatch.setattr(machine, "due", due)


def participants_outlive_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def enter(session: object, state: State, moment: object) -> None:
        session.state, session.state_since = state, moment
        if state in machine.TERMINAL:
            session.ended_at = moment

    monkeypatch.setattr(machine, "_enter", enter)


def messages_outlive_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def conclude(held: change.Change) -> None:
        if held.row.state in machine.TERMINAL and held.row.concluded_at is None:
            held.row.concluded_at = clock.now()

    monkeypatch.setattr(change.Change, "conclude", conclude)


def nobody_need_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    def agree(session: object, step: machine.Move) -> None:
        session.agreement, session.agreed_at = step.facts["agreement"], step.now

    _rule(monkeypatch, Event.AGREE, act=agree)


def automatic_replies_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def take(session: object, mail: object) -> bool:
        found = replies.store.by_reply_token(session, (mail.tag or "").removeprefix("a-"))
        held = change.Change(session, replies.store.locked(session, found.id))
        return actions.agree_within(held, "reply", "Pat Doe", "a mail", "Jo")

    from flask import current_app

    monkeypatch.setitem(current_app.extensions, "inbox_handlers", [take])


# Each is looked for in the same orders every time, beginning with the seed that is named; else
# chance would decide how long that takes.
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("plant", "begin", "orders", "promise"),
    [
        (no_preparation, 1, 2, "I1"),
        (agreed_without_a_word, 3, 1, "ck_remote_session_agreed"),
        (one_agreement_again, 3, 1, "I3|remote_session.agreement_id"),
        (a_clock_runs_while_authority_is_pending, 3, 1, "I4"),
        (staff_can_agree, 3, 1, "I5"),
        (staff_can_request_a_key, 4, 1, "I5"),
        (staff_can_start, 6, 1, "I5"),
        (anybody_supplies_the_key, 5, 1, "I5: .* supplied a key"),
        (automatic_replies_count, 3, 2, "I5"),
        (keys_live_for_ever, 6, 1, "I6|ck_remote_session_started_in_time"),
        (a_longer_key, 6, 1, "I6"),
        (the_key_is_kept_readably, 5, 1, "I7"),
        (endless_tries, 6, 3, "I7"),
        (the_same_key_again, 5, 1, "I7|used_key.fingerprint"),
        (a_second_join_is_welcome, 8, 4, "I8"),
        (a_rival_is_ignored, 7, 1, "I8"),
        (offers_pass_without_leave, 7, 1, "I11"),
        (viewing_before_closing_documents, 8, 1, "ck_remote_session_documents_first"),
        (the_representative_may_offer, 10, 1, "I12"),
        (the_dead_change, 4, 5, "I14"),
        (participants_outlive_the_end, 8, 1, "I14|ck_remote_session_(key|participants)_dead"),
        (messages_outlive_the_end, 11, 1, "I15"),
        (nobody_need_watch, 3, 1, "ck_remote_session_monitor"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_planted_violation_is_caught(
    app: Flask,
    quick_hash: None,
    monkeypatch: pytest.MonkeyPatch,
    plant: Plant,
    begin: int,
    orders: int,
    promise: str,
) -> None:
    plant(monkeypatch)
    # Either this search's own eyes see it, or the database's own constraint refuses it first.
    with pytest.raises((Broken, IntegrityError), match=promise):
        seed(orders)(searching(3000, (Phase.generate,), begin, SHORT_ORDER))()
