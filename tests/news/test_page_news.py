"""Paging through the news, by key."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from flask import Flask

from frontdesk.core.db import db, transaction
from frontdesk.news import keys, store
from frontdesk.news.models import NewsItem, NewsItemTopic
from frontdesk.news.seed import seed_news
from frontdesk.news.store import Key
from tests.client import CheckingClient
from tests.factories import many_news_items
from tests.news.listening import listening, plan
from tests.page import parse

LISTS = ("/news/", "/news/topics/displays")


def way(client: CheckingClient, path: str, rel: str) -> str | None:
    found = parse(client.get(path).text).query(f"main a[rel={rel}]")
    return found[0].attrs["href"] if found else None


def titles(client: CheckingClient, path: str) -> list[str]:
    return [link.to_text() for link in parse(client.get(path).text).query("main li h2 a")]


def walk(client: CheckingClient, path: str | None, rel: str = "next") -> list[str]:
    """The addresses of the pages, one after the other."""
    found = []
    while path:
        found.append(path)
        path = way(client, path, rel)
    return found


@pytest.mark.parametrize("start", LISTS)
def test_the_pages_hold_every_item_once_in_order(client: CheckingClient, start: str) -> None:
    with transaction() as session:
        seed_news(session)
    many_news_items(25)
    pages = walk(client, start)
    assert [len(titles(client, page)) for page in pages] == [12, 12, 4]
    shown = [title for page in pages for title in titles(client, page)]
    assert shown[:25] == [f"Item {number}" for number in range(25, 0, -1)]
    assert [title[:5] for title in shown[25:]] == ["Full ", "Video", "LCD S"]


@pytest.mark.parametrize("start", LISTS)
def test_the_way_back_passes_the_same_pages(client: CheckingClient, start: str) -> None:
    many_news_items(40)
    there = walk(client, start)
    assert len(there) == 4
    assert walk(client, there[-1], "prev") == there[::-1]


def test_one_full_page_has_no_way_on(client: CheckingClient) -> None:
    many_news_items(12)
    assert walk(client, "/news/") == ["/news/"]
    assert way(client, "/news/", "prev") is None


def test_an_item_that_comes_meanwhile_moves_nothing(client: CheckingClient) -> None:
    many_news_items(20)
    older = way(client, "/news/", "next")
    assert older
    before = titles(client, older)
    with transaction() as session:
        seed_news(session)
        session.add(dated("new", datetime(2026, 5, 1, tzinfo=UTC)))
    assert titles(client, older)[: len(before)] == before
    assert way(client, older, "prev") == "/news/" or titles(client, "/news/")[0] == "New"


def test_an_item_that_gets_a_date_moves_in_every_list(app: Flask) -> None:
    with transaction() as session:
        seed_news(session)
    many_news_items(1)
    with transaction():
        oldest = store.latest(9)[-1]
        oldest.published_at = datetime(2026, 5, 1, tzinfo=UTC)
    for about in (None, "displays"):
        assert store.page(None, about).items[0].slug == "lcd-sign-network-marlowe"
    item = store.latest(1)[0]
    keys_kept = db.session.query(NewsItemTopic.sort_key).filter_by(item_id=item.id).all()
    assert keys_kept == [(item.sort_key,)]


def test_an_item_that_goes_takes_its_topics_along(app: Flask) -> None:
    many_news_items(1, topics=("led", "displays"))
    with transaction() as session:
        session.delete(store.latest(1)[0])
    assert db.session.query(NewsItemTopic).count() == 0


@pytest.mark.parametrize(
    "key",
    ["", "x", "A" * 16 + "=", "A" * 15, "A" * 17, "é" * 16, "A" * 15 + "!", "A" * 16, "_" * 4000],
)
@pytest.mark.parametrize("start", LISTS)
def test_a_key_that_leads_nowhere_is_not_found(
    client: CheckingClient, start: str, key: str
) -> None:
    # Sixteen As are the key of an item from 1970, below which there is none.
    many_news_items(1)
    assert client.get(start, query_string={"before": key}).status_code == 404


@pytest.mark.parametrize("number", [2**31 - 1, -(2**31)])
@pytest.mark.parametrize("sort_key", [2**63 - 1, -(2**63)])
def test_the_largest_keys_do_no_harm(client: CheckingClient, sort_key: int, number: int) -> None:
    many_news_items(1)
    answer = client.get("/news/", query_string={"before": keys.written(Key(sort_key, number))})
    assert answer.status_code == (200 if sort_key > 0 else 404)


def test_a_key_is_read_as_it_was_written() -> None:
    for key in (Key(0, 1), Key(-(2**62) + 3, 7), Key(1_780_000_000_000_000, 2**31 - 1)):
        assert keys.read(keys.written(key)) == key


def test_each_page_is_the_one_address_of_what_it_shows(client: CheckingClient) -> None:
    many_news_items(30)
    for path in (page for start in LISTS for page in walk(client, start)):
        for address in (path, path + ("&" if "?" in path else "?") + "from=elsewhere"):
            page = parse(client.get(address).text)
            [link] = page.query("link[rel=canonical]")
            assert link.attrs["href"] == f"http://localhost{path}"


@pytest.mark.parametrize("path", [*LISTS, "/news/item-2", "/news/feed.atom", "/"])
def test_the_number_of_queries_does_not_grow(client: CheckingClient, path: str) -> None:
    many_news_items(3)
    with listening() as few:
        client.get(path)
    with transaction() as session:
        session.query(NewsItem).delete()
    many_news_items(60)
    with listening() as many:
        client.get(path)
    assert 0 < len(few) == len(many) <= 6


def test_ten_thousand_items_are_never_all_looked_at(client: CheckingClient) -> None:
    many_news_items(10_000, topics=("displays", "led"))
    item = store.by_slug("item-5000")
    assert item
    below = keys.written(store.key_of(item))
    middle = [f"{start}?before={below}" for start in LISTS]
    with listening() as heard:
        for path in (*LISTS, *middle, "/news/item-5000", "/news/feed.json"):
            assert client.get(path).status_code == 200
    for query in heard:
        found = plan(query)
        for slow in ("TEMP B-TREE", "SCAN news_item_topic", "Seq Scan", "Sort", "Hash Join"):
            assert slow not in found, f"{query[0]}\n{found}"
        # SQLite calls a walk along an index a scan too; what it must not do is walk the table.
        assert "SCAN news_item" not in found or "USING INDEX" in found


def test_the_newest_lead_to_each_other(client: CheckingClient) -> None:
    with transaction() as session:
        seed_news(session)
    many_news_items(3)
    slugs = [item.slug for item in store.latest(9)]
    for newer, older in pairwise(slugs):
        assert way(client, f"/news/{newer}", "next") == f"/news/{older}"
        assert way(client, f"/news/{older}", "prev") == f"/news/{newer}"
    assert way(client, f"/news/{slugs[0]}", "prev") is None
    assert way(client, f"/news/{slugs[-1]}", "next") is None


def dated(slug: str, published: datetime) -> NewsItem:
    return NewsItem(
        slug=slug,
        title=slug.title(),
        summary="A beginning",
        body="A text.",
        published_at=published,
        updated_at=published,
    )
