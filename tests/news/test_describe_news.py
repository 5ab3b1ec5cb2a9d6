"""What a page of news says of itself to search engines and to whoever shares it."""

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from flask import Flask
from PIL import Image

from frontdesk.core.db import transaction
from frontdesk.core.metadata import PublicPage, public_pages
from frontdesk.news import store
from frontdesk.news.seed import seed_news
from tests.client import CheckingClient
from tests.factories import many_news_items
from tests.page import parse

MARGATE = "/news/full-colour-led-display-margate"


def with_seed() -> None:
    with transaction() as session:
        seed_news(session)


def data(client: CheckingClient, path: str, kind: str) -> dict[str, Any]:
    blocks = parse(client.get(path).text).query("script[type='application/ld+json']")
    [found] = [d for d in (json.loads(block.to_text()) for block in blocks) if d["@type"] == kind]
    return dict(found)


def test_an_item_is_an_article_by_the_company(client: CheckingClient) -> None:
    with_seed()
    article = data(client, MARGATE, "NewsArticle")
    assert article["headline"] == "Full Colour LED Display - Margate"
    assert article["url"] == f"http://localhost{MARGATE}"
    assert article["image"] == f"http://localhost{MARGATE}/share.png"
    assert article["publisher"]["@type"] == "Organization"
    assert article["publisher"]["name"] == "Jayex Technology Limited"


def test_only_a_known_day_is_told(client: CheckingClient) -> None:
    with_seed()
    many_news_items(1)
    assert "datePublished" not in data(client, MARGATE, "NewsArticle")
    told = data(client, "/news/item-1", "NewsArticle")["datePublished"]
    assert datetime.fromisoformat(told) == datetime(2020, 1, 1, 1, tzinfo=UTC)


def test_breadcrumbs_are_shown_and_told_alike(client: CheckingClient) -> None:
    with_seed()
    for path in (MARGATE, "/news/topics/led"):
        shown = [li.to_text() for li in parse(client.get(path).text).query(".crumbs li")]
        told = data(client, path, "BreadcrumbList")["itemListElement"]
        assert [entry["name"] for entry in told] == shown
        assert [entry["position"] for entry in told] == [1, 2, 3]
        assert told[-1]["item"] == f"http://localhost{path}"


def test_whoever_shares_an_item_shows_its_title_in_lights(client: CheckingClient) -> None:
    with_seed()
    page = parse(client.get(MARGATE).text)
    meta = {m.attrs["property"]: m.attrs["content"] for m in page.query("meta[property]")}
    assert meta["og:type"] == "article"
    assert meta["og:image"] == f"http://localhost{MARGATE}/share.png"
    picture = client.get(f"{MARGATE}/share.png")
    assert picture.mimetype == "image/png"
    assert Image.open(BytesIO(picture.data)).size == (1200, 630)
    assert picture.data != client.get("/news/video-wall-london/share.png").data
    assert client.get("/news/nothing/share.png").status_code == 404


def test_the_site_map_lists_the_list_the_topics_and_every_item(app: Flask) -> None:
    with_seed()
    many_news_items(1)
    with app.test_request_context():
        pages = [page for page in public_pages() if page.path.startswith("/news/")]
    assert [page.path for page in pages] == [
        "/news/",
        *(f"/news/topics/{topic}" for topic in ("led", "displays", "healthcare")),
        *(f"/news/{item.slug}" for item in store.latest(9)),
    ]
    assert PublicPage("/news/item-1", datetime(2020, 1, 1, 1, tzinfo=UTC)) in pages
    assert pages[0].changed == max(item.updated_at for item in store.latest(9))
