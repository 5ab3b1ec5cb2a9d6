"""The table of news."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.core.db import Base, Moment


class NewsItem(Base):
    """One item. Items from before this site have no known date, and an order in its place."""

    __tablename__ = "news_item"
    __table_args__ = (
        CheckConstraint(
            "published_at IS NOT NULL OR seed_order IS NOT NULL", name="dated_or_ordered"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(String(400))
    published_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    seed_order: Mapped[int | None]
    updated_at: Mapped[datetime] = mapped_column(Moment)
    source_hash: Mapped[str | None] = mapped_column(String(64))

    @property
    def teaser(self) -> str:
        """The summary as the beginning of something: it ends with an ellipsis."""
        return self.summary.rstrip(" .…") + "…"
