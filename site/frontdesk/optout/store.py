"""Reading objections."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.optout import subjects
from frontdesk.optout.models import Objection


def has_objected(session: Session, email: str) -> bool:
    """Whether this address must not be sent marketing."""
    query = select(Objection.id).where(
        Objection.channel == "email", Objection.subject_hash == subjects.of_email(email)
    )
    return session.scalar(query) is not None
