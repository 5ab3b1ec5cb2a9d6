"""Recording an objection to marketing: what waits to be sent to the person is cancelled with it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from frontdesk.core import audit, clock
from frontdesk.core.db import transaction
from frontdesk.core.mail import marketing
from frontdesk.core.once import claim
from frontdesk.optout import listeners, subjects
from frontdesk.optout.listeners import Manner, Objected
from frontdesk.optout.models import CHANNELS, Objection
from frontdesk.staff.member import Member


@dataclass(frozen=True)
class Person:
    """What is known of somebody who objects: at least one of the three."""

    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset(
            (
                *([subjects.of_email(self.email)] if self.email else []),
                *([subjects.of_phone(self.phone)] if self.phone else []),
                *([subjects.of_address(self.address)] if self.address else []),
            )
        )

    @property
    def known_as(self) -> frozenset[str]:
        """All subjects under which an objection of this person may stand."""
        spellings = subjects.spellings_of_email(self.email) if self.email else ()
        return self.subjects.union(spellings)


def record_objection(
    email: str,
    phone: str,
    address: str,
    channels: Collection[str],
    source: str,
    nonce: str | None = None,
) -> None:
    """Nobody known by any of these is to be approached over these channels; none means all.

    Each thing given is recorded under each channel, since a person who gives an e-mail address and
    wants no calls can be known only by that address. Doing it again changes nothing.
    """
    people = Person(email, phone, address).subjects
    with transaction() as session:
        if nonce is None or claim(session, nonce):
            _record(session, people, channels, Manner(source))


def object_by_link(subject: str, channels: Collection[str], source: str) -> None:
    """The reader of a marketing mail used the link in it; none of the channels means all."""
    with transaction() as session:
        _record(session, frozenset((subject,)), channels, Manner(source))


def enter_letter(
    member: Member, person: Person, channels: Collection[str], came_on: date, nonce: str
) -> None:
    """Record an objection that came by letter; the same form twice records it once.

    The audit trail, which is kept for good, says that there was a letter and not whose.
    """
    with transaction() as session:
        if not claim(session, f"objection {nonce}"):
            return
        _record(session, person.subjects, channels, Manner("letter", member.email, came_on))
        known = ", ".join(name for name, given in vars(person).items() if given)
        closed = ", ".join(channel for channel in CHANNELS if channel in (channels or CHANNELS))
        detail = f"came on {came_on:%d %B %Y}; no marketing by {closed}; known by {known}"
        audit.record(session, member.email, "objection by letter entered", "opt-outs", detail)


def _record(
    session: Session, people: frozenset[str], channels: Collection[str], manner: Manner
) -> None:
    closed, now = frozenset(channels or CHANNELS), clock.now()
    # In one order, so that two who object at once cannot wait for each other.
    for subject in sorted(people):
        for channel in sorted(closed):
            _add(session, channel, subject, manner)
    if "email" in closed:
        marketing.cancel(session, people)
    listeners.tell(session, Objected(people, closed, manner, now))


def _add(session: Session, channel: str, subject: str, manner: Manner) -> None:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(
        insert(Objection)
        .values(
            channel=channel,
            subject_hash=subject,
            recorded_at=clock.now(),
            source=manner.source,
            letter_on=manner.letter_on,
        )
        .on_conflict_do_nothing()
    )
