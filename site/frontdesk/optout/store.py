"""Reading objections."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core.db import db
from frontdesk.optout import subjects
from frontdesk.optout.models import CHANNELS, Objection


def has_objected(session: Session, email: str) -> bool:
    """Whether this address must not be sent marketing."""
    query = select(Objection.id).where(
        Objection.channel == "email",
        Objection.subject_hash.in_(subjects.spellings_of_email(email)),
    )
    return session.scalars(query.limit(1)).first() is not None


def closed_channels(people: Collection[str]) -> list[str]:
    """The channels over which any of these has objected to be approached."""
    query = select(Objection.channel).where(Objection.subject_hash.in_(people)).distinct()
    found = set(db.session.scalars(query))
    return [channel for channel in CHANNELS if channel in found]
