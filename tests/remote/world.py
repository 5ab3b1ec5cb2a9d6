"""A small world of every party to a session, in which anything can be tried in any order.

`World.step` does one thing and then looks at the database with its own eyes: what it checks is
written from the promises (DESIGN section 6), not from the transition table.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from frontdesk.core import clock
from frontdesk.core.db import db, transaction
from frontdesk.core.mail import inbox
from frontdesk.remote import actions, room
from frontdesk.remote.actions import Scope, WrongKey
from frontdesk.remote.change import changing
from frontdesk.remote.machine import Event, Party, Refused
from frontdesk.remote.models import Agreement, RemoteSession, Signal, UsedKey
from frontdesk.support import actions as support_actions
from frontdesk.support.models import Kind, SupportEntry
from tests.factories import Member, a_member, a_request
from tests.outbox import outbox_mail

OVER = {"ENDED", "DECLINED", "WITHDRAWN", "EXPIRED"}
BEFORE_AGREEMENT = {"PROPOSED", "AUTHORITY_WAIT"}
AUTHSERV = "mx.site.example"

JUMPS = [1, 30, 59, 61, 240, 299, 301, 3600, 86_399, 86_401, 259_201]
STEPS = [
    "agree on page", "agree by reply", "agree by automatic reply", "agree from elsewhere",
    "need authority", "have authority", "decline", "customer withdraws", "request key",
    "type key", "type wrong key", "type three wrong keys", "close documents", "grant view",
    "decline view", "offer",
    "customer ends", "answer", "representative offers", "make key", "join", "join again",
    "representative ends", "staff withdraw", "record fax", "another makes key", "another joins",
    "stranger exchanges", "change policy", "tick", "propose", "talk through", "look up",
]  # fmt: skip


class Broken(AssertionError):
    """A promise was broken; the message begins with its number."""


@dataclass
class World:
    """One request, its customer, the named representative, another member of staff, a clock."""

    on_site: bool = False
    authority: bool = False
    offset: float = 0.0
    keys: list[str] = field(default_factory=list)
    customer_secret: str = ""
    staff_secret: str = ""
    session_id: int = 0
    logged: set[str] = field(default_factory=set)
    joins: int = 0

    def __post_init__(self) -> None:
        self.policies = list(current_app.extensions["policies"])
        self.representative = a_member()
        self.other = a_member("alex@site.example", "Alex Kim")
        self.request = a_request(authority_needed=self.authority).request
        self.request_id = self.request.id
        self.email = self.request.email
        self._found: RemoteSession | None = None
        self.seen = Seen.of(None)

    def close(self) -> None:
        """Leave nothing behind that the worker would look after in the worlds to come."""
        current_app.extensions["policies"] = self.policies
        db.session.rollback()
        with transaction() as session:
            session.execute(
                update(RemoteSession)
                .where(RemoteSession.request_id == self.request_id)
                .values(
                    state="EXPIRED", key_hash=None, customer_participant=None,
                    staff_participant=None,
                )
            )  # fmt: skip

    @property
    def row(self) -> RemoteSession | None:
        db.session.rollback()
        return db.session.get(RemoteSession, self.session_id) if self.session_id else None

    def step(self, what: str) -> None:
        """Do one thing, at this world's time, and check every promise afterwards."""
        with clock.shifted(timedelta(seconds=self.offset)):
            if what.startswith("jump "):
                self.offset += float(what.removeprefix("jump "))
                return
            before = self.seen
            if what == "forward":
                what = self._natural()
            self._do(what)
            self._found = self.row
            self.seen = Seen.of(self._found)
            self._check(what, before, self.seen)

    def _natural(self) -> str:
        """What people who want the session to come about would do next."""
        row = self._found
        if row is None:
            missing = [s for s in ("talk through", "look up") if s not in self.logged]
            return missing[0] if missing else "propose"
        if row.state == "LIVE":
            if row.staff_participant is None:
                return "join"
            if row.documents_closed_at is None:
                return "close documents"
            return "grant view" if row.view_granted_at is None else "offer"
        return {
            "PROPOSED": "agree on page",
            "AUTHORITY_WAIT": "have authority",
            "AGREED": "request key",
            "KEY_REQUESTED": "make key",
            "KEY_ISSUED": "type key",
        }.get(row.state, "propose")

    def _do(self, what: str) -> None:
        with suppress(Refused, WrongKey):
            if what.startswith("force "):
                return self._force(what)
            if what in ("talk through", "look up", "propose"):
                return getattr(self, "_" + what.replace(" ", "_"))()
            if self.session_id:
                getattr(self, "_" + what.replace(" ", "_"))()

    # What staff prepare.

    def _talk_through(self) -> None:
        support_actions.log_talk_through(self.representative, self.request_id, "talked")
        self.logged.add("talk through")

    def _look_up(self) -> None:
        support_actions.log_knowledge(self.representative, self.request_id, "looked")
        self.logged.add("look up")

    def _propose(self) -> None:
        self.session_id = actions.propose(
            self.representative, self.request_id, Scope(), on_site=self.on_site
        )
        self.customer_secret = self.staff_secret = ""
        self.joins = 0

    def _staff_withdraw(self) -> None:
        actions.withdraw(self.representative, self.session_id)

    def _record_fax(self) -> None:
        actions.record_fax(self.other, self.session_id, "2026-01-02", "Pat Doe", "in the file")

    def _make_key(self) -> None:
        self.keys.append(actions.supply_key(self.representative, self.session_id))

    def _another_makes_key(self) -> None:
        self.keys.append(actions.supply_key(self.other, self.session_id))

    def _join(self) -> None:
        self._joined(self.representative)

    _join_again = _join

    def _another_joins(self) -> None:
        self._joined(self.other)

    def _joined(self, member: Member) -> None:
        counts = self.seen.state == "LIVE" and member is self.representative
        self.joins += bool(counts)
        self.staff_secret = room.join(member, self.session_id)

    def _answer(self) -> None:
        self._pass(Party.REPRESENTATIVE, self.staff_secret, "answer")

    def _representative_offers(self) -> None:
        self._pass(Party.REPRESENTATIVE, self.staff_secret, "offer")

    def _representative_ends(self) -> None:
        room.end(self.session_id, Party.REPRESENTATIVE, self.staff_secret)

    # What the customer does.

    def _agree_on_page(self) -> None:
        actions.agree(self.session_id, "page", "Pat Doe", "pressed", "Jo" if self.on_site else "")

    def _agree_by_reply(self) -> None:
        self._mail(self.email)

    def _agree_by_automatic_reply(self) -> None:
        self._mail(self.email, "Auto-Submitted: auto-replied\n")

    def _agree_from_elsewhere(self) -> None:
        self._mail("stranger@elsewhere.example")

    def _mail(self, sender: str, extra: str = "") -> None:
        domain = sender.partition("@")[2]
        raw = (
            f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={domain}\n{extra}"
            f"From: Pat Doe <{sender}>\nTo: {outbox_mail('session_proposal')[-1].reply_to}\n"
            f"Subject: Re\nMessage-ID: <{len(self.keys)}.{self.offset}.{id(self)}@x.example>\n\n"
            "I agree\n"
        )
        inbox.process(raw.encode())

    def _need_authority(self) -> None:
        actions.customer_moves(self.session_id, Event.NEED_AUTHORITY)

    def _have_authority(self) -> None:
        actions.customer_moves(self.session_id, Event.HAVE_AUTHORITY)

    def _decline(self) -> None:
        actions.customer_moves(self.session_id, Event.DECLINE)

    def _customer_withdraws(self) -> None:
        actions.customer_moves(self.session_id, Event.WITHDRAW)

    def _request_key(self) -> None:
        actions.customer_moves(self.session_id, Event.REQUEST_KEY)

    def _type_key(self) -> None:
        _, self.customer_secret = actions.start(self.session_id, (self.keys or ["none"])[-1])

    def _type_wrong_key(self) -> None:
        actions.start(self.session_id, "wrong wrong wrong")

    def _type_three_wrong_keys(self) -> None:
        for _ in range(3):
            with suppress(WrongKey):
                self._type_wrong_key()

    def _close_documents(self) -> None:
        room.permit(self.session_id, self.customer_secret, Event.CLOSE_DOCUMENTS)

    def _grant_view(self) -> None:
        room.permit(self.session_id, self.customer_secret, Event.GRANT_VIEW)

    def _decline_view(self) -> None:
        room.permit(self.session_id, self.customer_secret, Event.DECLINE_VIEW)

    def _offer(self) -> None:
        self._pass(Party.CUSTOMER, self.customer_secret, "offer")

    def _stranger_exchanges(self) -> None:
        self._pass(Party.CUSTOMER, "a" * 26, "offer")

    def _customer_ends(self) -> None:
        room.end(self.session_id, Party.CUSTOMER, self.customer_secret)

    def _pass(self, party: Party, secret: str, kind: str) -> None:
        room.exchange(self.session_id, party, secret, [(kind, "{}")])

    # What nobody should do, and time.

    def _force(self, what: str) -> None:
        """A party tries an event straight at the transition function."""
        if not self.session_id:
            return
        _, party, event = what.split(" ", 2)
        row = self.row
        agreement = Agreement(
            method="page", agreed_by="x", at=clock.now(), evidence="x", scope="x", engine="x",
            policy_version=row.policy_version, policy_sha256=row.policy_sha256,
        )  # fmt: skip
        with suppress(IntegrityError), changing(self.session_id) as change:
            change.move(
                Event(event), Party(party), current_policy=row.policy_version, monitor="Jo",
                agreement=agreement, staff_id=self.other.id, key_hash="x", participant="y",
            )  # fmt: skip

    def _change_policy(self) -> None:
        first = current_app.extensions["policies"][0]
        number = re.sub(r"\D", "", first.version)
        newer = replace(first, version=f"v{int(number) + 1}", sha256=f"{int(number):064d}")
        current_app.extensions["policies"] = [newer, *current_app.extensions["policies"]]

    def _tick(self) -> None:
        actions.tick()

    # The promises.

    def _check(self, what: str, before: "Seen", after: "Seen") -> None:
        row = self._found
        if row is None:
            return
        self._check_who(what, before, after)
        self._check_joins(what, before, after)
        if before == after and what not in UNSEEN:
            return
        self._check_preparation(row)
        self._check_agreement(row, after)
        self._check_keys(row, after)
        self._check_signals(row)
        self._check_end(before, after, row)
        if what == "tick":
            self._check_clocks(row, after)

    def _check_preparation(self, row: RemoteSession) -> None:
        for kind in (Kind.TALK_THROUGH, Kind.KNOWLEDGE):
            logged = db.session.scalar(
                select(func.count(SupportEntry.id)).where(
                    SupportEntry.request_id == row.request_id,
                    SupportEntry.kind == kind,
                    SupportEntry.at <= row.proposed_at,
                )
            )
            _promise("I1", bool(logged), f"proposed before {kind}")

    def _check_agreement(self, row: RemoteSession, after: "Seen") -> None:
        if not after.was_agreed:
            return
        word = row.agreement
        _promise("I2", word is not None, f"{after.state} without an agreement")
        named = (word.policy_version, word.policy_sha256) == (row.policy_version, row.policy_sha256)
        _promise("I2", named, "the agreement is to another version")
        _promise("I2", bool(word.agreed_by and word.evidence), "who or evidence is missing")
        same = select(func.count(RemoteSession.id)).where(
            RemoteSession.agreement_id == row.agreement_id
        )
        _promise("I3", db.session.scalar(same) == 1, "an agreement covers two sessions")
        _promise("I16", not row.on_site or bool(row.monitor_name), "nobody watches on site")

    def _check_who(self, what: str, before: "Seen", after: "Seen") -> None:
        if before.id != after.id:
            return
        by_customer = what in CUSTOMERS or what.startswith("force customer")
        if before.state == "AUTHORITY_WAIT" and after.state != before.state:
            _promise("I4", by_customer, f"“{what}” moved it while authority was pending")
        entered = after.state if after.state != before.state else ""
        agreed = entered == "AGREED" and before.state in BEFORE_AGREEMENT
        if agreed or entered in ("KEY_REQUESTED", "LIVE"):
            _promise("I5", by_customer, f"“{what}” led to {entered}")
        if entered == "KEY_ISSUED":
            _promise("I5", what == "make key", f"“{what}” supplied a key")

    def _check_keys(self, row: RemoteSession, after: "Seen") -> None:
        if row.started_at is not None:
            took = (row.started_at - row.key_requested_at).total_seconds()
            _promise("I6", 0 <= took < 300, f"started after {took} s")
        if after.state == "KEY_ISSUED":
            _promise("I7", row.key_tries < 3, "three wrong tries and the key lives")
        readable = [key for key in self.keys if row.key_hash and key in row.key_hash]
        _promise("I7", not readable, "the key is stored readably")
        used = db.session.scalar(select(func.count(UsedKey.fingerprint)))
        _promise("I7", used >= len(set(self.keys)), "a key was not marked as used")
        _promise("I7", len(set(self.keys)) == len(self.keys), "a key served twice")

    def _check_clocks(self, row: RemoteSession, after: "Seen") -> None:
        """Once the worker has been round, nothing is older than it may be."""
        if after.state in ("KEY_REQUESTED", "KEY_ISSUED"):
            _promise("I6", _age(row.key_requested_at) < 300, "an old key lives")
        if after.state == "PROPOSED":
            _promise("clock", _age(row.state_since) < 72 * 3600, "an old proposal stands")
        if after.state == "AGREED":
            _promise("clock", _age(row.agreed_at) < 24 * 3600, "an old agreement stands")

    def _check_joins(self, what: str, before: "Seen", after: "Seen") -> None:
        if self.joins > 1 and before.id == after.id:
            _promise("I8", after.state != "LIVE", "a second join left the session live")
        if what == "type key" and before.state == "LIVE" and before.tries < 3:
            _promise("I8", after.state == "ENDED", "a rival with the key left the session live")

    def _check_signals(self, row: RemoteSession) -> None:
        passed = db.session.scalars(select(Signal).where(Signal.session_id == row.id)).all()
        if passed:
            allowed = row.documents_closed_at is not None and row.view_granted_at is not None
            _promise("I11", allowed, "a connection was offered before leave")
            offers = [s for s in passed if s.kind == "offer" and s.sender != "customer"]
            _promise("I12", not offers, "the representative offered a connection")
        if row.view_granted_at is not None:
            _promise("I11", row.documents_closed_at is not None, "viewing before closing documents")

    def _check_end(self, before: "Seen", after: "Seen", row: RemoteSession) -> None:
        if before.id == after.id and before.state in OVER:
            _promise("I14", after.state == before.state, f"{before.state} became {after.state}")
        if after.state in OVER:
            dead = row.key_hash is None and row.customer_participant is None
            _promise("I14", dead and row.staff_participant is None, "something still opens")
            left = select(func.count(Signal.id)).where(Signal.session_id == row.id)
            _promise("I15", db.session.scalar(left) == 0, "connection messages were kept")


# What may change the database without changing what is seen of the session.
UNSEEN = {"offer", "answer", "representative offers", "stranger exchanges", "make key", "tick"}
CUSTOMERS = {
    "agree on page", "agree by reply", "need authority", "have authority", "decline",
    "customer withdraws", "request key", "type key", "type wrong key",
    "type three wrong keys", "close documents",
    "grant view", "decline view", "offer", "customer ends",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What could be seen of a session at one moment."""

    id: int | None
    state: str
    tries: int
    version: int

    @classmethod
    def of(cls, row: RemoteSession | None) -> "Seen":
        if row is None:
            return cls(None, "", 0, 0)
        return cls(row.id, row.state, row.key_tries, row.version)

    @property
    def was_agreed(self) -> bool:
        return self.state in ("AGREED", "KEY_REQUESTED", "KEY_ISSUED", "LIVE", "ENDED")


def _age(moment: datetime) -> float:
    return (clock.now() - moment).total_seconds()


def _promise(number: str, kept: Any, otherwise: str) -> None:
    if not kept:
        raise Broken(f"{number}: {otherwise}")
