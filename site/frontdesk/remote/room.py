"""The live session: who is in it, what may pass, and its end."""

import re
from dataclasses import dataclass

from frontdesk.core import audit, clock
from frontdesk.core.tokens import new_token, token_hash
from frontdesk.remote import machine, store, story
from frontdesk.remote.change import Change, changing
from frontdesk.remote.machine import Event, Party, Refused, State
from frontdesk.remote.models import RemoteSession, Signal
from frontdesk.staff.member import Member

# The names under which browsers' statistics report SRTP with AES of 128 bits or more, and the
# ciphers of DTLS that are as good.
STRONG_SRTP = re.compile(r"AES_?(?:CM_)?(?:128|192|256)")
STRONG_DTLS = re.compile(r"AES_?(?:128|192|256)|CHACHA20")


class NotInside(Refused):
    """Whoever asks does not hold the secret of either side of this session."""


@dataclass(frozen=True)
class Proof:
    """What one side's connection says of its own encryption, in the browser's names."""

    tls: str
    dtls: str
    srtp: str

    @property
    def holds(self) -> bool:
        return bool(STRONG_SRTP.search(self.srtp) and STRONG_DTLS.search(self.dtls))

    def __str__(self) -> str:
        return f"DTLS {self.tls}, {self.dtls}; SRTP {self.srtp}"


def join(member: Member, session_id: int) -> str:
    """The named representative enters the live session; returns their participant secret."""
    participant = new_token()
    with changing(session_id) as change:
        hashed = token_hash(participant)
        if change.move(Event.JOIN, Party.REPRESENTATIVE, staff_id=member.id, participant=hashed):
            audit.record(change.session, member.email, "joined a session", change.row.reference)
            if change.row.state == State.ENDED:
                refusal = Refused("A second window tried to join, so the session ended.")
                change.refusals.append(refusal)
            else:
                change.tell("joined the session", "staff", member.name)
    return participant


def permit(session_id: int, participant: str, event: Event) -> None:
    """The customer closes documents, grants viewing, or declines it: each their own choice."""
    with changing(session_id) as change:
        _check_live(change, Party.CUSTOMER, participant)
        if change.move(event, Party.CUSTOMER):
            change.tell(story.CUSTOMER[event], "customer", change.row.customer_name)
            if event == Event.DECLINE_VIEW:
                change.forget_signals()


def exchange(
    session_id: int, party: Party, participant: str, messages: list[tuple[str, str]]
) -> None:
    """Pass connection messages on, and note that this side is still there."""
    with changing(session_id) as change:
        row = change.row
        _check_live(change, party, participant)
        if party == Party.CUSTOMER:
            row.customer_seen_at = clock.now()
        else:
            row.staff_seen_at = clock.now()
        for kind, data in messages:
            _check_signal(row, party, kind)
            change.session.add(Signal(session_id=row.id, sender=party, kind=kind, data=data))


def heard(session_id: int, party: Party, after: int) -> list[Signal]:
    """What the other side has passed on since signal number `after`."""
    other = Party.REPRESENTATIVE if party == Party.CUSTOMER else Party.CUSTOMER
    return store.signals(session_id, other, after)


def prove(session_id: int, party: Party, participant: str, proof: Proof) -> None:
    """Keep what one side's connection said of its own encryption (I9).

    A connection that does not name AES of 128 bits or better ends the session.
    """
    with changing(session_id) as change:
        row = change.row
        _check_live(change, party, participant)
        if party == Party.CUSTOMER:
            row.customer_proof = str(proof)
        else:
            row.staff_proof = str(proof)
        if not proof.holds:
            change.move(Event.END, party, reason="the connection could not prove its encryption")
            change.refusals.append(Refused("The connection could not prove its encryption."))


def end(session_id: int, party: Party, participant: str) -> None:
    """Either side of the browser room ends the session, at once."""
    with changing(session_id) as change:
        _check_live(change, party, participant)
        change.move(Event.END, party)


def end_elsewhere(session_id: int, party: Party) -> None:
    """Either side says that a session on an outside engine is over, or ends one from the page
    when the room itself is gone. Ending is always allowed to whoever holds the page."""
    with changing(session_id) as change:
        change.move(Event.END, party)


def _check_live(change: Change, party: Party, participant: str) -> None:
    row = change.row
    if row.state != State.LIVE:
        raise Refused(machine.WORDS[State(row.state)])
    expected = row.customer_participant if party == Party.CUSTOMER else row.staff_participant
    if expected is None or expected != token_hash(participant):
        raise NotInside("This window is not part of the session.")


def _check_signal(row: RemoteSession, party: Party, kind: str) -> None:
    """The customer's browser alone makes offers, and only once viewing is granted (I11)."""
    if kind not in ("offer", "answer", "candidate"):
        raise Refused("That kind of message is not known.")
    if kind == "offer" and party != Party.CUSTOMER:
        raise Refused("Only the customer's side may offer anything.")
    if kind == "answer" and party != Party.REPRESENTATIVE:
        raise Refused("Only the representative's side answers.")
    if row.view_granted_at is None or row.documents_closed_at is None:
        raise Refused("The customer has not allowed viewing.")
