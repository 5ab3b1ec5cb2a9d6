"""From a proposal to a key: each action one transaction around the transition function."""

from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from frontdesk.core import audit, clock, once
from frontdesk.core.db import transaction
from frontdesk.core.tokens import keyed, new_token, token_hash
from frontdesk.pages import policy as policies
from frontdesk.remote import emails, engines, machine, store, story
from frontdesk.remote.change import Change, changing, new_access
from frontdesk.remote.machine import Event, Party, Refused, State
from frontdesk.remote.models import Agreement, RemoteSession, UsedKey
from frontdesk.staff.member import Member
from frontdesk.support import store as support_store
from frontdesk.support.models import Kind, Status

# A key lives five minutes and dies at the third wrong try; the hash need only be slow enough to
# outlast that, should the database be read in those minutes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


# Before there is an agreement.
TAKES_FAX = (State.PROPOSED, State.AUTHORITY_WAIT)


@dataclass(frozen=True)
class Scope:
    """What a proposal asks for. At least one part must be asked for."""

    view: bool = True
    control: bool = False
    files: bool = False


class WrongKey(Exception):
    """The key was not right; `left` is how many tries remain before it dies."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


def propose(
    member: Member, request_id: int, scope: Scope, engine: str = "browser", on_site: bool = False
) -> int:
    """Propose a session for a request, and mail the proposal with the policy; returns its number.

    Raises Refused without the talk-through and the knowledge-base look-up (I1), or while another
    session of the request is not over.
    """
    chosen = engines.available().get(engine)
    if chosen is None:
        raise Refused("That engine is not set up here.")
    if not (scope.view or scope.control or scope.files):
        raise Refused("Please choose what the session is for.")
    for earlier in store.of_request(request_id):
        settle(earlier.id)
    try:
        with transaction() as session:
            row = _proposed(session, member, request_id, scope, chosen, on_site)
            return row.id
    except IntegrityError as clash:
        raise Refused("This request has a session that is not over yet.") from clash


def _proposed(
    session: Session,
    member: Member,
    request_id: int,
    scope: Scope,
    engine: engines.Engine,
    on_site: bool,
) -> RemoteSession:
    request = support_store.locked(session, request_id)
    talked, looked = _preparation(request_id)
    if request.status in (Status.RESOLVED, Status.CLOSED):
        raise Refused("This request is resolved. The customer can reopen it.")
    policy, now, reply_token = policies.current(), clock.now(), new_token()
    row = RemoteSession(
        request_id=request.id,
        talk_through_id=talked,
        knowledge_id=looked,
        representative_id=member.id,
        representative_name=member.name,
        engine=engine.code,
        engine_name=engine.name,
        scope_view=scope.view,
        scope_control=scope.control,
        scope_files=scope.files,
        on_site=on_site,
        policy_version=policy.version,
        policy_sha256=policy.sha256,
        # The customer said on the request that another body must permit this, and so waits from
        # the start: the clock begins only when they say that they have its permission.
        state=State.AUTHORITY_WAIT if request.authority_needed else State.PROPOSED,
        state_since=now,
        version=1,
        proposed_at=now,
        reply_token_hash=token_hash(reply_token),
        key_tries=0,
    )
    session.add(row)
    session.flush()
    story.tell(session, row, "proposed a remote session", "staff", member.name)
    emails.proposal(session, row, policy, new_access(session, row), reply_token)
    audit.record(session, member.email, "proposed a session", request.reference, row.scope_words)
    return row


def _preparation(request_id: int) -> tuple[int, int]:
    talked = support_store.latest_entry(request_id, Kind.TALK_THROUGH)
    looked = support_store.latest_entry(request_id, Kind.KNOWLEDGE)
    if talked is None or looked is None:
        raise Refused(
            "First talk the problem through and look in the knowledge base, and log both here."
        )
    return talked.id, looked.id


def record_fax(member: Member, session_id: int, day: str, signed_by: str, evidence: str) -> None:
    """Note that a signed fax came. It is evidence only: the customer's own press makes it count,
    because no staff path may agree (I5)."""
    with changing(session_id) as change:
        row = change.row
        if row.state not in TAKES_FAX:
            raise Refused(machine.WORDS[State(row.state)])
        row.fax_received_on, row.fax_signed_by, row.fax_evidence = day, signed_by, evidence
        row.fax_recorded_by = member.email
        change.tell(f"recorded a fax signed by {signed_by}", "staff", member.name)
        audit.record(change.session, member.email, "recorded a fax", row.reference, evidence)


def agree(session_id: int, method: str, agreed_by: str, evidence: str, monitor: str = "") -> None:
    """Record the customer's agreement (I2) and move on. Only the customer's own ways lead here."""
    with changing(session_id) as change:
        agree_within(change, method, agreed_by, evidence, monitor)


def agree_within(
    change: Change, method: str, agreed_by: str, evidence: str, monitor: str = ""
) -> bool:
    """The same, inside a change that the caller holds. True when it counted."""
    row = change.row
    agreement = Agreement(
        method=method,
        agreed_by=agreed_by,
        at=clock.now(),
        evidence=evidence,
        policy_version=row.policy_version,
        policy_sha256=row.policy_sha256,
        scope=row.scope_words,
        engine=row.engine_name,
    )
    agreed = change.move(
        Event.AGREE,
        Party.CUSTOMER,
        current_policy=policies.current().version,
        agreement=agreement,
        monitor=monitor,
    )
    if agreed:
        change.tell("agreed to this session", "customer", agreed_by)
        emails.agreed(change.session, row, new_access(change.session, row))
    return agreed


def customer_moves(session_id: int, event: Event) -> None:
    """One of the customer's own moves that needs no more facts than being theirs."""
    with changing(session_id) as change:
        if change.move(event, Party.CUSTOMER):
            change.tell(story.CUSTOMER[event], "customer", change.row.customer_name)


def withdraw(member: Member, session_id: int) -> None:
    """Staff take a proposal or an agreed session back. Never while authority is pending (I4)."""
    with changing(session_id) as change:
        if change.move(Event.WITHDRAW, Party.STAFF):
            change.tell("withdrew the session", "staff", member.name)
            reference = change.row.reference
            audit.record(change.session, member.email, "withdrew a session", reference)


def supply_key(member: Member, session_id: int, entered: str = "") -> str:
    """Make the key and return it, once: only its hash is kept (I7).

    Raises BadKey when an outside engine's key was mistyped or has served before.
    """
    key = ""
    with changing(session_id) as change:
        engine = engines.available().get(change.row.engine)
        if engine is None:
            raise Refused("The engine of this session is not set up here any more.")
        key = _fresh_key(change.session, engine, entered)
        hashed = _hasher.hash(key)
        if change.move(Event.SUPPLY_KEY, Party.REPRESENTATIVE, staff_id=member.id, key_hash=hashed):
            change.session.add(UsedKey(fingerprint=_fingerprint(key)))
            change.tell("supplied the key", "staff", member.name)
            audit.record(change.session, member.email, "supplied a key", change.row.reference)
    return key


def start(session_id: int, typed: str, nonce: str = "") -> tuple[str, str]:
    """The customer starts with the key; returns the key as understood and the participant secret.

    A right key while the session is live is a rival, and ends it (I8), unless it comes by the very
    form that started it: a double click is nobody else. Raises WrongKey.
    """
    key, participant = engines.tidy_key(typed), new_token()
    with changing(session_id) as change:
        row = change.row
        if row.state == State.LIVE:
            _rival(change, key, nonce)
        elif row.state == State.KEY_ISSUED and not _matches(row.key_hash, key):
            _wrong_try(change)
        elif change.move(Event.START, Party.CUSTOMER, participant=token_hash(participant)):
            change.tell("started the session", "customer", row.customer_name)
            _again(change, nonce)
    return key, participant


def settle(session_id: int) -> None:
    """Let this session's passed deadlines take effect."""
    with changing(session_id):
        pass


def tick() -> None:
    """Let every passed deadline take effect: the worker's duty, once a second."""
    now, current = clock.now(), policies.current().version
    waiting = [row.id for row in store.with_running_clocks() if _is_due(row, now, current)]
    for session_id in waiting:
        settle(session_id)


def send_link_again(session_id: int, nonce: str) -> bool:
    """Mail the customer a fresh link, once for each form; False when the session is over."""
    with changing(session_id) as change:
        if change.row.state in machine.TERMINAL:
            return False
        if once.claim(change.session, f"link {session_id} {nonce}"):
            token = new_access(change.session, change.row)
            emails.link(change.session, change.row, token)
    return True


def _is_due(row: RemoteSession, now: object, current_policy: str) -> bool:
    deadline = machine.due(row)
    if deadline is not None and deadline[0] <= now:  # type: ignore[operator]
        return True
    return row.state == State.PROPOSED and row.policy_version != current_policy


def _fresh_key(session: Session, engine: engines.Engine, entered: str) -> str:
    key = engine.new_key(entered)
    while session.get(UsedKey, _fingerprint(key)):
        if engine.code != "browser":
            raise engines.BadKey("That key has served before. Please make a new one.")
        key = engine.new_key(entered)
    return key


def _again(change: Change, nonce: str) -> bool:
    """Whether the form of this number has started the session before; from now on it has."""
    return bool(nonce) and not once.claim(change.session, f"start {change.row.id} {nonce}")


def _rival(change: Change, key: str, nonce: str) -> None:
    """Somebody types a key into a running session: a right one ends it, wrong ones are counted."""
    row = change.row
    refusal = Refused(machine.WORDS[State.LIVE])
    if row.key_tries < machine.TRIES:
        if not _matches(row.key_hash, key):
            row.key_tries += 1
        elif _again(change, nonce):
            if row.engine != "browser":
                # The second click's answer is the one that the browser follows.
                return
        else:
            change.move(Event.RIVAL_JOIN, Party.CUSTOMER)
            refusal = Refused("The session was running elsewhere and has been ended.")
    change.refusals.append(refusal)


def _wrong_try(change: Change) -> None:
    if change.move(Event.WRONG_KEY, Party.CUSTOMER):
        left = machine.TRIES - change.row.key_tries
        if left == 0:
            change.tell("three wrong tries: the key is dead", "site")
        change.refusals.append(WrongKey(left))


def _matches(key_hash: str | None, key: str) -> bool:
    try:
        return key_hash is not None and _hasher.verify(key_hash, key)
    except VerificationError:
        return False


def _fingerprint(key: str) -> str:
    return keyed("used-key", key, 32)
