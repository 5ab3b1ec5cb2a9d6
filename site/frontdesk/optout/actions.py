"""Recording an objection to marketing."""

from collections.abc import Collection

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from frontdesk.core import clock
from frontdesk.core.db import transaction
from frontdesk.core.once import claim
from frontdesk.optout import subjects
from frontdesk.optout.models import Objection

CHANNELS = ("email", "phone", "post")


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
    people = _subjects(email, phone, address)
    with transaction() as session:
        if nonce is not None and not claim(session, nonce):
            return
        for channel in channels or CHANNELS:
            for subject in people:
                _add(session, channel, subject, source)


def _subjects(email: str, phone: str, address: str) -> list[str]:
    return [
        *([subjects.of_email(email)] if email else []),
        *([subjects.of_phone(phone)] if phone else []),
        *([subjects.of_address(address)] if address else []),
    ]


def _add(session: Session, channel: str, subject: str, source: str) -> None:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(
        insert(Objection)
        .values(channel=channel, subject_hash=subject, recorded_at=clock.now(), source=source)
        .on_conflict_do_nothing()
    )
