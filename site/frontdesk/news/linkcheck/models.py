"""The table of outside links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.core.db import Base, Moment

LONGEST_URL = 2_000
LONGEST_WORDS = 200


class NewsLinkCheck(Base):
    """An outside address that a story has, and what became of trying it.

    `due_at` is when it is tried next; while it is being tried, when another worker may take over.
    `wanted_at` is when a story last had it, to within a day.
    """

    __tablename__ = "news_link_check"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'answers', 'missing', 'unsure', 'refused')", name="state"
        ),
        CheckConstraint("state = 'waiting' OR checked_at IS NOT NULL", name="checked"),
    )

    url: Mapped[str] = mapped_column(String(LONGEST_URL), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    status: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    wanted_at: Mapped[datetime] = mapped_column(Moment, index=True)
