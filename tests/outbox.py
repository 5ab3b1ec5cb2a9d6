"""What the application has put into its outbox."""

from sqlalchemy import select

from frontdesk.core.db import db
from frontdesk.core.mail.models import OutboxMail


def outbox_mail(kind: str | None = None) -> list[OutboxMail]:
    """The mails of the current application, oldest first; of one kind, where one is named."""
    query = select(OutboxMail).order_by(OutboxMail.id)
    return list(db.session.scalars(query.where(OutboxMail.kind == kind) if kind else query))
