"""The tables of preview links and of what came back by them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.core.db import Base, Moment

LONGEST_NAME = 120
LONGEST_COMMENT = 4_000


class NewsReviewLink(Base):
    """A link that shows one story's draft to one person outside. `created_by` is a name."""

    __tablename__ = "news_review_link"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("expires_at > created_at", name="lasts"),
        Index("ix_news_review_link_story", "story_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("news_story.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    created_by: Mapped[str] = mapped_column(String(LONGEST_NAME))
    created_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)

    def is_open(self, now: datetime) -> bool:
        """Whether it still shows the draft at this moment."""
        return self.revoked_at is None and now < self.expires_at


class NewsReviewComment(Base):
    """What somebody outside said of one version: that they approve it, or a text, or both.

    `version` is the story's at that moment, `content_hash` says what it showed: versions come and
    go with each save, while what was approved stays the same until the words change.
    """

    __tablename__ = "news_review_comment"
    __table_args__ = (
        CheckConstraint("approved OR text <> ''", name="says_something"),
        Index("ix_news_review_comment_link", "link_id", "id"),
        Index("ix_news_review_comment_read_at", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("news_review_link.id", ondelete="CASCADE"))
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    approved: Mapped[bool]
    text: Mapped[str] = mapped_column(String(LONGEST_COMMENT))
    at: Mapped[datetime] = mapped_column(Moment)
    # When one of the staff said that they have read it.
    read_at: Mapped[datetime | None] = mapped_column(Moment)

    link: Mapped[NewsReviewLink] = relationship(lazy="joined")
