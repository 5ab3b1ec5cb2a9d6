"""What the search knows of news."""

from collections.abc import Iterator

from sqlalchemy import select

from frontdesk.core.db import db
from frontdesk.core.markdown import plain
from frontdesk.core.search import Document, Kind
from frontdesk.news.models import NewsItem


def searchable(item: NewsItem) -> Document:
    """The item as a document; it is found as long as it is shown, and not before its day."""
    return Document(
        path=f"/news/{item.slug}",
        kind=Kind.NEWS,
        title=item.title,
        summary=item.teaser,
        body=plain(item.body),
        # The database gives the topics in an order of its own.
        keywords=(*(topic.replace("-", " ") for topic in sorted(item.topics)), *_facts(item)),
        changed_at=item.published_at,
        searchable_from=item.visible_from or item.published_at,
        searchable_until=item.visible_until,
    )


def _facts(item: NewsItem) -> list[str]:
    """Where it is and what it measures, by which people look for it too."""
    return [text for text in (item.place, *(value for _, value in item.spec)) if text]


def offered() -> Iterator[Document]:
    """Every item, in the order in which they came."""
    query = select(NewsItem).order_by(NewsItem.id).execution_options(yield_per=500)
    yield from map(searchable, db.session.scalars(query))
