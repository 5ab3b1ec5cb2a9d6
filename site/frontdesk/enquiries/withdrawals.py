"""Consents end when whoever gave them objects to marketing."""

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from frontdesk.enquiries.models import Consent
from frontdesk.optout.listeners import Objected


def withdraw(session: Session, objected: Objected) -> None:
    """Mark what these people had consented to, over the channels they closed, as withdrawn."""
    theirs = or_(
        Consent.email_hash.in_(objected.subjects), Consent.phone_hash.in_(objected.subjects)
    )
    standing = update(Consent).where(
        theirs, Consent.channel.in_(objected.channels), Consent.withdrawn_at.is_(None)
    )
    session.execute(
        standing.values(
            withdrawn_at=objected.at,
            withdrawn_how=objected.manner.source,
            withdrawn_by=objected.manner.entered_by,
        )
    )
