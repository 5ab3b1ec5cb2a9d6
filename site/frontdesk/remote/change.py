"""One change to one session: locked, settled first, followed by what every change entails."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from frontdesk.core import clock
from frontdesk.core.db import transaction
from frontdesk.core.tokens import new_token, token_hash
from frontdesk.pages import policy as policies
from frontdesk.remote import emails, machine, store, story
from frontdesk.remote.machine import Event, Move, Party, Refused, State
from frontdesk.remote.models import RemoteSession, SessionAccess, Signal


@dataclass
class Change:
    """A session held for one transaction. What is refused is raised only after the commit, because
    a deadline that had passed, or a wrong try, must count even so."""

    session: Session
    row: RemoteSession
    refusals: list[Exception] = field(default_factory=list)

    def move(self, event: Event, party: Party, **facts: Any) -> bool:
        """Try one move. True when it was made; otherwise the refusal is raised at the end."""
        try:
            machine.move(self.row, Move(event, party, clock.now(), facts))
        except Refused as refusal:
            self.refusals.append(refusal)
            return False
        self.row.version += 1
        self.conclude()
        return True

    def tell(self, title: str, author_kind: str, author: str = "Frontdesk") -> None:
        story.tell(self.session, self.row, title, author_kind, author)

    def settle(self) -> None:
        """Let passed deadlines and a changed policy take effect."""
        for event in machine.settle(self.row, clock.now()):
            self.tell(story.SITE[event], "site")
        stale = self.row.policy_version != policies.current().version
        if stale and self.row.state == State.PROPOSED:
            machine.move(self.row, Move(Event.POLICY_CHANGED, Party.SITE, clock.now()))
            self.tell(story.SITE[Event.POLICY_CHANGED], "site")
        self.conclude()

    def forget_signals(self) -> None:
        """What one browser passed on for the other is of no use any more."""
        self.session.execute(delete(Signal).where(Signal.session_id == self.row.id))

    def conclude(self) -> None:
        """Once a session is over, what was passed through it goes, and both sides are told."""
        row = self.row
        if row.state not in machine.TERMINAL or row.concluded_at is not None:
            return
        row.concluded_at = clock.now()
        self.forget_signals()
        if row.state == State.ENDED:
            self.tell(f"the session is over: {story.outcome(row)}", "site")
            emails.record(self.session, row)
        elif row.state in (State.EXPIRED, State.WITHDRAWN):
            emails.over(self.session, row)


@contextmanager
def changing(session_id: int) -> Iterator[Change]:
    """Hold a session for one change. Raises, after the commit, the first refusal there was."""
    with transaction() as session:
        change = Change(session, store.locked(session, session_id))
        change.settle()
        yield change
    if change.refusals:
        raise change.refusals[0]


def new_access(session: Session, row: RemoteSession) -> str:
    """A fresh token for the customer's side of the session, to be put into one mail."""
    token = new_token()
    session.add(SessionAccess(token_hash=token_hash(token), session_id=row.id))
    return token
