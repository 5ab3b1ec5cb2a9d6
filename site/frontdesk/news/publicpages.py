"""The pages of news that search engines may list."""

from collections.abc import Iterator

from frontdesk.core import pagecache
from frontdesk.core.metadata import PublicPage
from frontdesk.news import store, topics


def every_page() -> Iterator[PublicPage]:
    """The list, each topic, then each item, the newest first."""
    pagecache.until(store.next_change())
    items = store.changes()
    yield PublicPage("/news/", max((changed for _, changed in items), default=None))
    for topic in topics.all_topics():
        yield PublicPage(f"/news/topics/{topic.slug}")
    for slug, changed in items:
        yield PublicPage(f"/news/{slug}", changed)
