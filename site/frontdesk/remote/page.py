"""What a session's pages show at this moment: the state as it is by now, and whose turn it is.

A page changes nothing, so a deadline that has passed is applied to a copy for showing only; the
worker, or the next move, makes it real.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import inspect

from frontdesk.core import clock
from frontdesk.pages import policy as policies
from frontdesk.remote import machine
from frontdesk.remote.machine import Party, State
from frontdesk.remote.models import RemoteSession

# The way of a session, as the customer and as staff read it.
STEPS = (
    (State.PROPOSED, "You read the policy and agree", "The customer reads the policy and agrees"),
    (State.AGREED, "You request a key", "The customer requests a key"),
    (State.KEY_REQUESTED, "We read the key out to you", "The representative reads the key out"),
    (State.KEY_ISSUED, "You type it and start", "The customer types it and starts"),
    (State.LIVE, "You choose what we see", "The customer chooses what is seen"),
)
CLOCKED = {
    State.PROPOSED: "Agree within",
    State.AGREED: "Request a key within",
    State.KEY_REQUESTED: "The session must start within",
    State.KEY_ISSUED: "The session must start within",
}
TURN = {
    State.PROPOSED: Party.CUSTOMER,
    State.AUTHORITY_WAIT: Party.CUSTOMER,
    State.AGREED: Party.CUSTOMER,
    State.KEY_REQUESTED: Party.REPRESENTATIVE,
    State.KEY_ISSUED: Party.CUSTOMER,
}


@dataclass(frozen=True)
class View:
    """The state as of now; `seconds` until its clock runs out, None where none is shown."""

    state: State
    over: bool
    urgent: bool
    seconds: int | None
    clock_label: str
    turn: Party | None
    steps: list[tuple[str, str]]
    tries_left: int
    reason: str | None
    version: str


def view(row: RemoteSession, reader: Party = Party.CUSTOMER) -> View:
    now, copy = clock.now(), _settled_copy(row)
    state, deadline = State(copy.state), machine.due(copy)
    seconds = None
    if deadline is not None and state in CLOCKED:
        seconds = max(0, int((deadline[0] - now).total_seconds()))
    return View(
        state=state,
        over=state in machine.TERMINAL,
        urgent=state in machine.KEYED or state == State.LIVE,
        seconds=seconds,
        clock_label=CLOCKED.get(state, ""),
        turn=TURN.get(state),
        steps=_steps(state, reader),
        tries_left=machine.TRIES - copy.key_tries,
        reason=copy.end_reason,
        version=version(row),
    )


def version(row: RemoteSession) -> str:
    """What an open page compares: it changes with the row, and when a deadline passes."""
    return f"{row.version}-{_settled_copy(row).state}"


def _settled_copy(row: RemoteSession) -> Any:
    """The row's values with passed deadlines applied; the row itself stays as it is."""
    names = inspect(RemoteSession).column_attrs.keys()
    copy = SimpleNamespace(**{name: getattr(row, name) for name in names})
    machine.settle(copy, clock.now())
    if copy.state == State.PROPOSED and copy.policy_version != policies.current().version:
        copy.state, copy.end_reason = State.WITHDRAWN, "the privacy policy changed"
    return copy


def _steps(state: State, reader: Party) -> list[tuple[str, str]]:
    order = [step for step, _, _ in STEPS]
    shown = State.PROPOSED if state == State.AUTHORITY_WAIT else state
    # A session that ended before it began has no present step; a live one that ended did them all.
    here = order.index(shown) if shown in order else (len(order) if state == State.ENDED else -1)
    words = []
    for number, (_, ours, theirs) in enumerate(STEPS):
        status = "done" if number < here else "now" if number == here else "next"
        words.append((ours if reader == Party.CUSTOMER else theirs, status))
    return words
