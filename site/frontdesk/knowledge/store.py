"""Reading the knowledge base. What a page costs does not depend on how many articles there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask import current_app

from frontdesk.core.metadata import PublicPage
from frontdesk.knowledge.articles import Article, Group, Library

# Articles of each group on the index, and of one group on a page of its own.
FIRST = 8
PAGE = 25


@dataclass(frozen=True)
class Part:
    """Some articles of a group; `after` is the last one's slug if there are more to come."""

    group: Group
    articles: tuple[Article, ...]
    after: str | None


def by_slug(slug: str) -> Article | None:
    return _library().articles.get(slug)


def group(key: str) -> Group | None:
    return _library().groups.get(key)


def everything() -> Iterable[Article]:
    """Every article, by slug."""
    return _library().articles.values()


def related(article: Article) -> list[Article]:
    """The articles that this one names."""
    return [_library().articles[slug] for slug in article.related]


def beginnings() -> list[Part]:
    """The first articles of each group that has any, in the groups' order."""
    return [part(found, None, FIRST) for found in _library().groups.values() if found.articles]


def part(found: Group, after: str | None, size: int = PAGE) -> Part:
    """The articles that follow the one named `after`; from the first if it is not there."""
    start = found.places.get(after or "", -1) + 1
    articles = found.articles[start : start + size]
    more = start + size < len(found.articles)
    return Part(found, articles, articles[-1].slug if more else None)


def pages() -> Iterator[PublicPage]:
    """The index and every article, for the site map."""
    yield PublicPage("/help/")
    for article in everything():
        yield PublicPage(article.path, noon(article.reviewed))


def noon(day: date) -> datetime:
    """A moment of the day, which is the same day in London and in UTC."""
    return datetime.combine(day, time(12), UTC)


def _library() -> Library:
    found: Library = current_app.extensions["library"]
    return found
