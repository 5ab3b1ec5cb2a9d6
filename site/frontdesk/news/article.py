"""A news item as schema.org describes it."""

from typing import Any

from frontdesk.core.metadata import canonical, organization
from frontdesk.news.models import NewsItem


def article(item: NewsItem) -> dict[str, Any]:
    """A NewsArticle with dates only where the day of the news is known."""
    url = canonical(f"/news/{item.slug}")
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": item.title,
        "description": item.teaser,
        "url": url,
        "mainEntityOfPage": url,
        "image": f"{url}/share.png",
        "author": organization(),
        "publisher": organization(),
    }
    if item.published_at:
        found["datePublished"] = item.published_at.isoformat()
        found["dateModified"] = max(item.published_at, item.updated_at).isoformat()
    return found
