"""A small world of three people, of what is queued for them, and of two workers that send it.

`World.step` does one thing and then compares what was acknowledged with what was posted: no
marketing mail begins to be posted to somebody after the answer to their objection.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import delete, select

from frontdesk.core import clock
from frontdesk.core.db import db, transaction
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState, OutboxMail
from frontdesk.core.mail.transport import ConnectionFault, Letter, Refused
from frontdesk.enquiries.models import Consent, Enquiry, Kind
from frontdesk.optout import actions, links, subjects
from frontdesk.optout.actions import Person
from frontdesk.optout.models import CHANNELS, Objection
from tests.factories import a_member, an_enquiry

SPELLINGS = {
    "ann": ("ann@example.org", "Ann+news@Example.org", "\u0430nn@example.org"),
    "bob": ("bob@b\u00fccher.example", "bob+x@xn--bcher-kva.example", "BOB@B\u00dcCHER.EXAMPLE"),
    "cat": ("c.at@gmail.com", "cat@googlemail.com", "Cat+a@gmail.com"),
}
PEOPLE = tuple(SPELLINGS)
WAYS = ("form", "one click", "letter", "calls only")
FAULTS = ("fine", "refuses for now", "refuses for good", "breaks")
LONG = timedelta(days=3)


class Broken(AssertionError):
    """The promise was broken, in the way that the message says."""


@dataclass(frozen=True)
class Step:
    """One thing that happens: to whom it happens, in which spelling, and in which way.

    `meanwhile` happens during the first posting that this step leads to, before its end.
    """

    what: str
    who: str = "ann"
    spelling: int = 0
    way: str = "fine"
    meanwhile: "Step | None" = None


@dataclass
class World:
    """What was acknowledged, by person, and which marketing mails were posted, by mail."""

    objected: set[str] = field(default_factory=set)
    wanted: dict[int, str] = field(default_factory=dict)
    posted: Counter[int] = field(default_factory=Counter)
    late: list[str] = field(default_factory=list)
    held: list[tuple[str, Letter]] = field(default_factory=list)
    meanwhile: Step | None = None
    way: str = "fine"
    offset: timedelta = timedelta()

    def __post_init__(self) -> None:
        with transaction() as session:
            for table in (OutboxMail, Objection, Consent, Enquiry):
                session.execute(delete(table))
        self.member = a_member()

    def step(self, step: Step) -> None:
        with clock.shifted(self.offset):
            self._do(step)
            self._check(step)

    def finish(self) -> None:
        """The workers send all that is left; then whoever did not object has what was theirs."""
        self.meanwhile, self.way = None, "fine"
        for _ in range(3):
            self.offset += LONG
            self.step(Step("try again"))
            self.step(Step("send"))
        for number, who in self.wanted.items():
            if who not in self.objected and not self.posted[number]:
                raise Broken(f"mail {number} never reached {who}, who did not object")

    def _do(self, step: Step) -> None:
        address = SPELLINGS[step.who][step.spelling]
        match step.what:
            case "opt in":
                an_enquiry(Kind.CONTACT, email=address, updates=("new-services",))
            case "queue":
                self._queue(step.who, address)
            case "opt out":
                self._opt_out(step.who, address, step.way)
            case "wait":
                self.offset += LONG
            case "try again":
                self._try_again()
            case _:
                self.meanwhile, self.way = step.meanwhile, step.way
                getattr(self, f"_{step.what}")()

    def _queue(self, who: str, address: str) -> None:
        with transaction() as session:
            mail = outbox.queue(session, "offer", address, {}, marketing=True)
            session.flush()
            number, state = mail.id, mail.state
        if state == MailState.QUEUED:
            self.wanted[number] = who
        elif who not in self.objected:
            raise Broken(f"mail {number} never reached {who}: it was not even queued")

    def _opt_out(self, who: str, address: str, way: str) -> None:
        person = Person(address)
        if way == "calls only":
            return actions.record_objection(address, "", "", ["phone"], "form")
        if way == "letter":
            nonce = f"{len(self.objected)} {clock.now()}"
            actions.enter_letter(self.member, person, ["email"], date(2026, 11, 20), nonce)
        elif way == "one click":
            token = links.link(address).rpartition("/")[2]
            actions.object_by_link(links.subject_in(token) or "", ("email",), way)
        else:
            actions.record_objection(address, "", "", CHANNELS, way)
        self.objected.add(who)

    def _try_again(self) -> None:
        for mail in outbox.dead():
            outbox.retry(mail.id, "robin@site.example")

    def _send(self) -> None:
        outbox.deliver_due()

    def _claim(self) -> None:
        """A worker takes what is due, and stops for a while."""
        owner, letters = outbox.claim()
        self.held += [(owner, letter) for letter in letters]

    def _resume(self) -> None:
        """It goes on with what it took, as far as nobody else has done that."""
        held, self.held = self.held, []
        with self.line() as line:
            for owner, letter in held:
                try:
                    outbox._deliver(line, owner, letter)
                except ConnectionFault as fault:
                    outbox._postpone_all(owner, [letter], str(fault))

    @contextmanager
    def line(self) -> Iterator["World"]:
        """In place of the way out that the application would open."""
        yield self

    def post(self, letter: Letter) -> None:
        """What a mail server would be told. The mail counts as posted from the beginning."""
        who = self.wanted.get(letter.id, "somebody who asked for it")
        if who in self.objected:
            self.late.append(f"mail {letter.id} was posted after {who} had objected")
        way, self.way = self.way, "fine"
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            self._do(meanwhile)
        if way == "breaks":
            raise ConnectionFault("the line is down")
        if way != "fine":
            raise Refused(way, permanent=way == "refuses for good")
        self.posted[letter.id] += 1

    def _check(self, step: Step) -> None:
        if self.late:
            raise Broken(self.late[0])
        db.session.rollback()
        self._check_queue(step)
        self._check_consents()

    def _check_queue(self, step: Step) -> None:
        """At the answer to an objection nothing waits for that person any more."""
        if step.what != "opt out" or step.way == "calls only":
            return
        waiting = select(OutboxMail).where(
            OutboxMail.marketing, OutboxMail.state.in_((MailState.QUEUED, MailState.DEAD))
        )
        for mail in db.session.scalars(waiting):
            if self.wanted[mail.id] == step.who:
                raise Broken(f"mail {mail.id} still waits for {step.who}")

    def _check_consents(self) -> None:
        for consent in db.session.scalars(select(Consent)):
            who = next(p for p, known in SPELLINGS.items() if consent.email in _lower(known))
            if consent.withdrawn_at and who not in self.objected:
                raise Broken(f"the consent of {who} was taken away")
            if who in self.objected and not consent.withdrawn_at and not self._later(consent, who):
                raise Broken(f"the consent of {who} stands after the objection")

    def _later(self, consent: Consent, who: str) -> bool:
        """Whether it was given after the objection: then the record keeps it, though in vain."""
        recorded = db.session.scalars(
            select(Objection.recorded_at).where(
                Objection.channel == "email", Objection.subject_hash == _subject(who)
            )
        ).first()
        return recorded is not None and consent.given_at > recorded


def _subject(who: str) -> str:
    return subjects.of_email(SPELLINGS[who][0])


def _lower(addresses: tuple[str, ...]) -> set[str]:
    return {spelling for address in addresses for spelling in (address, address.lower())}
