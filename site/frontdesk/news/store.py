"""Reading news."""

from sqlalchemy import select

from frontdesk.core.db import db
from frontdesk.news.models import NewsItem


def latest(limit: int = 100) -> list[NewsItem]:
    """The newest first; items without a date come after all that have one, by their order."""
    query = (
        select(NewsItem)
        .order_by(
            NewsItem.published_at.is_(None),
            NewsItem.published_at.desc(),
            NewsItem.seed_order.desc(),
            NewsItem.id.desc(),
        )
        .limit(limit)
    )
    return list(db.session.scalars(query))


def by_slug(slug: str) -> NewsItem | None:
    return db.session.scalars(select(NewsItem).where(NewsItem.slug == slug)).one_or_none()
