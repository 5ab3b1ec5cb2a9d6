"""The tables of news: what visitors read, what staff write, and how that came about.

An item and its topics hold a sort key, so that every list of news is one stretch of one index,
however long the list. A story is the working copy of an item, which it may have or get; each text
that a story has ever had is a revision.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from frontdesk.core.db import Base, Moment
from frontdesk.core.pictures import FocusedPicture, Picture
from frontdesk.news.content import Content, Photograph, from_json

LONGEST_TITLE = 200
LONGEST_SUMMARY = 400
LONGEST_PLACE = 200
LONGEST_TOPIC = 60
LONGEST_NAME = 120
LONGEST_ALT = 400
LONGEST_CAPTION = 400
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
        CheckConstraint("visible_from < visible_until", name="from_before_until"),
        # The order of every list, and what the topics' copy of the key refers to.
        UniqueConstraint("sort_key", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    summary: Mapped[str] = mapped_column(String(LONGEST_SUMMARY))
    body: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    seed_order: Mapped[int | None]
    sort_key: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    source_hash: Mapped[str | None] = mapped_column(String(64))
    # Visitors see it from the one moment to the other; without them from ever, and for ever.
    visible_from: Mapped[datetime | None] = mapped_column(Moment, index=True)
    visible_until: Mapped[datetime | None] = mapped_column(Moment, index=True)
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="", server_default="")
    installed_on: Mapped[date | None] = mapped_column(Date)
    product: Mapped[str] = mapped_column(String(60), default="", server_default="")
    spec: Mapped[list[list[str]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    pictures: Mapped[list[dict[str, Any]]] = mapped_column(
        "gallery", JSON, default=list, server_default=text("'[]'")
    )
    picture: Mapped[Picture | None] = composite(
        mapped_column("picture_digest", String(16), nullable=True),
        mapped_column("picture_width", nullable=True),
        mapped_column("picture_height", nullable=True),
        mapped_column("picture_alt", String(LONGEST_ALT), nullable=True),
    )
    picture_focal_x: Mapped[float] = mapped_column(default=0.5, server_default="0.5")
    picture_focal_y: Mapped[float] = mapped_column(default=0.5, server_default="0.5")
    picture_caption: Mapped[str] = mapped_column(
        String(LONGEST_CAPTION), default="", server_default=""
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

    @property
    def cover(self) -> FocusedPicture | None:
        """The leading picture with the point that stays in sight when it is cropped."""
        picture = self.picture
        if picture is None:
            return None
        shown = (picture.digest, picture.width, picture.height, picture.alt)
        return FocusedPicture(*shown, self.picture_focal_x, self.picture_focal_y)

    @property
    def gallery(self) -> list[Photograph]:
        """The pictures beside the leading one, in order."""
        return [Photograph(**values) for values in self.pictures]


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


class NewsStory(Base):
    """The working copy that staff write. `item` is what was published of it, if anything was.

    `version` is the number of the revision that the working copy is, and what a person who changes
    it must have seen; `published_version` is the one that the item shows. `updated_by` is a name.
    """

    __tablename__ = "news_story"
    __table_args__ = (
        Index("ix_news_story_page", "updated_at", "id"),
        CheckConstraint("version <= last_number", name="version_exists"),
        CheckConstraint("deleted_at IS NULL OR item_id IS NULL", name="published_is_kept"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("news_item.id", ondelete="SET NULL"), unique=True
    )
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0)
    published_version: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_by: Mapped[str] = mapped_column(String(LONGEST_NAME))
    updated_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment, index=True)

    item: Mapped[NewsItem | None] = relationship(lazy="joined")

    @property
    def content(self) -> Content:
        return from_json(self.draft)

    @content.setter
    def content(self, content: Content) -> None:
        # The column serves lists and the search; the draft keeps what is too long for it.
        self.draft, self.title = content.as_json(), content.title[:LONGEST_TITLE]


class Kind(StrEnum):
    """How a revision came about; a CONFLICT is a text that came after somebody else's."""

    AUTOSAVE = "autosave"
    SAVE = "save"
    PUBLISH = "publish"
    RESTORE = "restore"
    IMPORT = "import"
    CONFLICT = "conflict"


class NewsRevision(Base):
    """A text that a story has had. `author` is a name, empty where a file was the source."""

    __tablename__ = "news_revision"
    __table_args__ = (
        UniqueConstraint("story_id", "number"),
        CheckConstraint(
            "kind IN ('autosave', 'save', 'publish', 'restore', 'import', 'conflict')", name="kind"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("news_story.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    author: Mapped[str] = mapped_column(String(LONGEST_NAME))
    at: Mapped[datetime] = mapped_column(Moment)
    values: Mapped[dict[str, Any]] = mapped_column("content", JSON)

    @property
    def content(self) -> Content:
        return from_json(self.values)
