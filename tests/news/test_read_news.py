"""Reading the news."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from frontdesk.core import pagecache
from frontdesk.core.db import transaction
from frontdesk.news import store
from frontdesk.news.models import NewsItem
from frontdesk.news.seed import seed_news
from tests.client import CheckingClient


def add(slug: str, published: datetime | None, order: int | None = None, body: str = "A.") -> None:
    with transaction() as session:
        session.add(
            NewsItem(
                slug=slug,
                title=slug.title(),
                summary="A beginning.",
                body=body,
                topics=["led"],
                published_at=published,
                seed_order=order,
                updated_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
        pagecache.invalidate(session)


@pytest.fixture
def _seeded(app: Flask) -> None:
    with transaction() as session:
        seed_news(session)


def test_dated_items_come_first_the_newest_at_the_top(app: Flask) -> None:
    add("undated-older", None, order=1)
    add("january", datetime(2026, 1, 5, tzinfo=UTC))
    add("undated-newer", None, order=2)
    add("march", datetime(2026, 3, 5, tzinfo=UTC))
    slugs = [item.slug for item in store.latest(9)]
    assert slugs == ["march", "january", "undated-newer", "undated-older"]
    assert [item.slug for item in store.latest(2)] == slugs[:2]


def test_items_of_one_moment_keep_one_order(app: Flask) -> None:
    for slug in ("first", "second", "third"):
        add(slug, datetime(2026, 1, 5, tzinfo=UTC))
    assert [item.slug for item in store.latest(9)] == ["third", "second", "first"]


@pytest.mark.usefixtures("_seeded")
def test_the_index_lists_every_item_with_its_teaser(client: CheckingClient) -> None:
    words = client.text("/news/")
    assert "Full Colour LED Display - Margate" in words
    assert "Winter Gardens, Margate…" in words
    assert words.index("Margate") < words.index("Video Wall") < words.index("Marlowe")


def test_the_index_says_when_there_is_nothing(client: CheckingClient) -> None:
    assert "There is no news yet." in client.text("/news/")


@pytest.mark.usefixtures("_seeded")
@pytest.mark.parametrize(
    ("slug", "facts"),
    [
        ("full-colour-led-display-margate", ["8 x 1 m", "Winter Gardens, Margate", "harsh"]),
        ("video-wall-london", ["prestige reception area", "Business Manager Sandeep Moolji"]),
        ("lcd-sign-network-marlowe", ["Marlowe Theatre, Canterbury", "10 screens of 40 inch"]),
    ],
)
def test_an_item_says_what_is_known_and_no_date(
    client: CheckingClient, slug: str, facts: list[str]
) -> None:
    words = client.text(f"/news/{slug}")
    for fact in facts:
        assert fact in words
    assert "<time" not in client.get(f"/news/{slug}").text


def test_a_dated_item_shows_its_date(client: CheckingClient) -> None:
    add("march", datetime(2026, 3, 5, tzinfo=UTC))
    assert "5 March 2026" in client.text("/news/march")


def test_an_item_cannot_carry_a_script(client: CheckingClient) -> None:
    add("nasty", datetime(2026, 3, 5, tzinfo=UTC), body="<script>alert(1)</script>")
    assert "alert(1)</script" not in client.get("/news/nasty").text


def test_an_item_that_is_not_there_is_not_found(client: CheckingClient) -> None:
    assert client.get("/news/nothing").status_code == 404
