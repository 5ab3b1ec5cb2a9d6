"""Every mail that goes to staff about their own accounts."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from frontdesk.core.mail import outbox
from frontdesk.staff.models import Invitation, Staff


def invitation(session: Session, invited: Invitation, token: str, inviter: str) -> None:
    """The link with which somebody joins, or chooses a new password."""
    kind = "staff_password" if invited.staff_id else "staff_invitation"
    context = {"invited": invited, "token": token, "inviter": inviter}
    outbox.queue(session, kind, invited.email, context)


def signed_in(session: Session, staff: Staff, browser: str, at: datetime, tries: int) -> None:
    """Tell somebody of a sign-in that may not have been theirs."""
    _tell(session, "staff_signed_in", staff, browser=browser, at=at, tries=tries)


def changed(session: Session, staff: Staff, what: str) -> None:
    """Tell somebody of a change to the account; `what` is a sentence."""
    _tell(session, "staff_changed", staff, what=what)


def _tell(session: Session, kind: str, staff: Staff, **context: Any) -> None:
    outbox.queue(session, kind, staff.email, {"name": staff.name, **context})
