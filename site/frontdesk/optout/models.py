"""The table of objections to marketing."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.core.db import Base, Moment

CHANNELS = ("email", "phone", "post")


class Objection(Base):
    """Somebody must not be approached over one channel; who it is, is kept only as a keyed hash.

    Nothing refers to these rows, and they are never removed: they hold what is needed to keep to
    an objection after everything else about the person has been erased.
    """

    __tablename__ = "objection"
    __table_args__ = (
        UniqueConstraint("channel", "subject_hash"),
        CheckConstraint("channel IN ('email', 'phone', 'post')", name="channel"),
        CheckConstraint("(source = 'letter') = (letter_on IS NOT NULL)", name="letter_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    subject_hash: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    source: Mapped[str] = mapped_column(String(40))
    letter_on: Mapped[date | None] = mapped_column(Date)
