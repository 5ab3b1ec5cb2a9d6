"""Recording an objection to marketing: what waits to be sent to the person is cancelled with it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from frontdesk.core import clock
from frontdesk.core.db import transaction
from frontdesk.core.mail import marketing
from frontdesk.core.once import claim
from frontdesk.optout import listeners, subjects
from frontdesk.optout.listeners import Manner, Objected
from frontdesk.optout.models import CHANNELS, Objection


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
        )
        .on_conflict_do_nothing()
    )
