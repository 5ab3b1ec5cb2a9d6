"""Does a page cost more the more there is? Ten news items and articles against many.

Two sites side by side, one with 10 news items and 10 help articles, one with 10,000 and 1,000, all
of like length. Their pages are made anew each time, beneath the page cache, and timed in turn; the
figure to read is the ratio of the large site's time to the small one's.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import Client

from frontdesk.app import create_app
from frontdesk.core.db import db, transaction
from frontdesk.core.migrations import migrate
from frontdesk.core.search import synchronise
from frontdesk.knowledge.articles import Group, Library
from frontdesk.news.keys import written
from frontdesk.news.models import NewsItem
from frontdesk.news.seed import SeedItem, seed_news
from frontdesk.news.store import PAGE, key_of, latest
from frontdesk.settings import load_settings
from tests.services.postgres import postgres_server
from tests.services.site import site_environ

SMALL, LARGE = (10, 10), (10_000, 1_000)
ROUNDS = 25
TIMES = 4
TOPIC = "led"
# Words as they come in a language: a few of them often, most of them seldom.
WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("nd", "rl", "st", "mp")]
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> int:
    print("news items and articles: {} and {} against {} and {}".format(*LARGE, *SMALL))
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        folder = Path(name)
        for database in ("sqlite", "postgresql"):
            sites = []
            for size, counts in (("small", SMALL), ("large", LARGE)):
                settings = {"DATABASE_URL": server.create(size)} if database != "sqlite" else {}
                site = create_app(load_settings(site_environ(folder / database / size, settings)))
                with _context(site):
                    _fill(site, *counts)
                sites.append(site)
            _compare(database, *sites)
    return 0


def _fill(site: Flask, items: int, articles: int) -> None:
    migrate()
    site.extensions["library"] = _library(site.extensions["library"], articles)
    with transaction() as session:
        seed_news(session, [_item(number) for number in range(items)])
        synchronise(session)
    with db.engine.connect() as connection:
        # What each database does by itself within minutes.
        connection.execute(text("ANALYZE"))
        connection.commit()


def _compare(database: str, small: Flask, large: Flask) -> None:
    few, many = _addresses(small), _addresses(large)
    pairs = {way: ((small, few[way]), (large, many[way])) for way in few}
    with _context(large):
        pairs["news, far back"] = ((large, _back(PAGE)), (large, _back(LARGE[0] // 2)))
    for way, (one, other) in pairs.items():
        times = [(_timed(*one), _timed(*other)) for _ in range(ROUNDS + 1)][1:]
        ratios = [b / a for a, b in times]
        print(
            f"{database:10} {way:15} {statistics.median(a for a, _ in times) * 1000:6.2f} ms",
            end="",
        )
        print(
            f"   {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
            flush=True,
        )


def _addresses(site: Flask) -> dict[str, str]:
    """A page of each kind; an item and an article from the middle."""
    with _context(site):
        items = list(db.session.scalars(select(NewsItem.slug).order_by(NewsItem.sort_key)))
    articles = list(site.extensions["library"].articles)
    middle = len(items) // 2
    return {
        "news": "/news/",
        "news item": f"/news/{items[middle]}",
        "topic": f"/news/topics/{TOPIC}",
        "help": "/help/",
        "help article": f"/help/{articles[len(articles) // 2]}",
        "search, rare": f"/search?q=number{middle}",
        "search, common": "/search?q=display",
        "search, nothing": "/search?q=xylophone",
    }


def _back(items: int) -> str:
    """The list page that begins after so many items."""
    return f"/news/?before={written(key_of(latest(items)[-1]))}"


def _timed(site: Flask, address: str) -> float:
    """The answer time in seconds, as the mean of several."""
    client = Client(site.extensions["page_cache"].app)
    begun = time.perf_counter()
    for _ in range(TIMES):
        answer = client.get(address)
    passed = time.perf_counter() - begun
    assert answer.status_code == 200, f"{address} answers {answer.status}"
    return passed / TIMES


def _library(library: Library, count: int) -> Library:
    """As many articles of each group as of any other, all with the text of one of ours."""
    model = next(iter(library.articles.values()))
    keys = list(library.groups)
    made = [
        replace(
            model,
            slug=f"article-{number}",
            title=_title(number),
            group=keys[number % len(keys)],
            related=(),
        )
        for number in range(count)
    ]
    groups = {}
    for key, group in library.groups.items():
        mine = tuple(article for article in made if article.group == key)
        places = {article.slug: place for place, article in enumerate(mine)}
        groups[key] = Group(key, group.name, mine, places)
    return Library(groups, {article.slug: article for article in made})


def _item(number: int) -> SeedItem:
    choice = random.Random(number)
    body = " ".join(choice.choices(WORDS, [1 / (n + 1) for n in range(len(WORDS))], k=60))
    return SeedItem(
        slug=f"item-{number}",
        title=_title(number),
        summary=f"A display of {number} dots",
        body=body,
        topics=(TOPIC,),
        order=None,
        published_at=NEWEST - timedelta(hours=number),
        source_hash="",
    )


def _title(number: int) -> str:
    return f"Display number{number} lit"


@contextmanager
def _context(site: Flask) -> Iterator[None]:
    with site.app_context():
        yield
        db.session.remove()


if __name__ == "__main__":
    sys.exit(main())
