"""The tables of news.

Both hold a sort key, so that every list of news is one stretch of one index, however long the list.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from frontdesk.core.db import Base, Moment
from frontdesk.core.pictures import Picture

LONGEST_TOPIC = 60
LONGEST_ALT = 400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Below the key of every date that Python knows.
UNDATED = -(2**62)


class NewsItem(Base):
    """One item. Items from before this site have no known date, and an order in its place."""

    __tablename__ = "news_item"
    __table_args__ = (
        CheckConstraint(
            "published_at IS NOT NULL OR seed_order IS NOT NULL", name="dated_or_ordered"
        ),
        CheckConstraint(
            "(picture_digest IS NULL AND picture_width IS NULL"
            " AND picture_height IS NULL AND picture_alt IS NULL)"
            " OR (picture_digest IS NOT NULL AND picture_width IS NOT NULL"
            " AND picture_height IS NOT NULL AND picture_alt IS NOT NULL)",
            name="picture_whole",
        ),
        # The order of every list, and what the topics' copy of the key refers to.
        UniqueConstraint("sort_key", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    seed_order: Mapped[int | None]
    sort_key: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    source_hash: Mapped[str | None] = mapped_column(String(64))
    picture: Mapped[Picture | None] = composite(
        mapped_column("picture_digest", String(16), nullable=True),
        mapped_column("picture_width", nullable=True),
        mapped_column("picture_height", nullable=True),
        mapped_column("picture_alt", String(LONGEST_ALT), nullable=True),
    )

    topic_rows: Mapped[list["NewsItemTopic"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )
    topics: AssociationProxy[list[str]] = association_proxy(
        "topic_rows", "topic", creator=lambda topic: NewsItemTopic(topic=topic)
    )

    @property
    def teaser(self) -> str:
        """The summary as the beginning of something: it ends with an ellipsis."""
        return self.summary.rstrip(" .…") + "…"


class NewsItemTopic(Base):
    """That an item is about a topic. The foreign key keeps the sort key the same as the item's."""

    __tablename__ = "news_item_topic"
    __table_args__ = (
        ForeignKeyConstraint(
            ["item_id", "sort_key"],
            ["news_item.id", "news_item.sort_key"],
            name="fk_news_item_topic_item",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index("ix_news_item_topic_page", "topic", "sort_key", "item_id"),
    )

    item_id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(LONGEST_TOPIC), primary_key=True)
    sort_key: Mapped[int] = mapped_column(BigInteger)


def sort_key(published_at: datetime | None, seed_order: int | None) -> int:
    """A number that is the greater the newer an item is: dated ones first, then by their order."""
    if published_at is not None:
        return (published_at - EPOCH) // timedelta(microseconds=1)
    return UNDATED + (seed_order or 0)


@event.listens_for(NewsItem, "before_insert")
@event.listens_for(NewsItem, "before_update")
def _set_sort_key(_mapper: Any, _connection: Any, item: NewsItem) -> None:
    item.sort_key = sort_key(item.published_at, item.seed_order)
