"""Reading objections."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.optout import subjects
from frontdesk.optout.models import Objection


def has_objected(session: Session, email: str) -> bool:
    """Whether this address must not be sent marketing."""
    query = select(Objection.id).where(
        Objection.channel == "email",
        Objection.subject_hash.in_(subjects.spellings_of_email(email)),
    )
    return session.scalars(query.limit(1)).first() is not None
