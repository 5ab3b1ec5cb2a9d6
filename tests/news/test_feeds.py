"""News for programs that read it."""

import json
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from justhtml import JustHTML

from frontdesk.core import pagecache
from frontdesk.core.db import transaction
from frontdesk.news import store
from frontdesk.news.models import NewsItem
from frontdesk.news.seed import seed_news
from tests.client import CheckingClient
from tests.factories import many_news_items
from tests.page import parse

ATOM = "{http://www.w3.org/2005/Atom}"
ITEM = "http://localhost/news/march"
BODY = "See [our news](/news/), [below](#s-more) or [them](https://else.example/x).\n\n## More"


def add(title: str = "March", published: datetime | None = None) -> None:
    with transaction() as session:
        session.add(
            NewsItem(
                slug="march",
                title=title,
                summary="A beginning.",
                body=BODY,
                topics=["displays", "led"],
                published_at=published,
                seed_order=1,
                updated_at=datetime(2026, 4, 1, 8, 30, tzinfo=UTC),
            )
        )
        pagecache.invalidate(session)


def atom(client: CheckingClient) -> ElementTree.Element:
    answer = client.get("/news/feed.atom")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return ElementTree.fromstring(answer.data)  # noqa: S314  (it is ours)


def json_feed(client: CheckingClient) -> dict[str, Any]:
    answer = client.get("/news/feed.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/feed+json")
    found: dict[str, Any] = json.loads(answer.text)
    return found


def said(element: ElementTree.Element, name: str) -> str:
    """The text of the one element of this name, which may be neither missing nor empty."""
    [found] = element.findall(ATOM + name)
    assert found.text
    return found.text


def links(html: str) -> list[str | None]:
    return [a.attrs["href"] for a in JustHTML(html, sanitize=False).query("a")]


def test_the_atom_feed_has_all_that_the_standard_requires(client: CheckingClient) -> None:
    add(published=datetime(2026, 3, 5, 12, tzinfo=UTC))
    feed = atom(client)
    assert feed.tag == f"{ATOM}feed"
    assert said(feed, "id") == "http://localhost/news/"
    assert said(feed, "title") == "Jayex news"
    assert said(feed, "updated") == "2026-04-01T08:30:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Jayex Technology Limited"
    ways = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert ways == {
        "self": "http://localhost/news/feed.atom",
        "alternate": "http://localhost/news/",
    }
    [entry] = feed.findall(f"{ATOM}entry")
    assert said(entry, "id") == ITEM
    assert said(entry, "title") == "March"
    assert said(entry, "published") == "2026-03-05T12:00:00Z"
    assert said(entry, "updated") == "2026-04-01T08:30:00Z"
    assert said(entry, "summary") == "A beginning…"
    assert [c.attrib["term"] for c in entry.findall(f"{ATOM}category")] == ["led", "displays"]


def test_the_json_feed_has_all_that_its_version_requires(client: CheckingClient) -> None:
    add(published=datetime(2026, 3, 5, 12, tzinfo=UTC))
    feed = json_feed(client)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Jayex news"
    assert feed["home_page_url"] == "http://localhost/news/"
    assert feed["feed_url"] == "http://localhost/news/feed.json"
    [item] = feed["items"]
    assert item["id"] == item["url"] == ITEM
    assert item["title"] == "March"
    assert item["tags"] == ["LED", "Displays"]
    assert datetime.fromisoformat(item["date_published"]) == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert datetime.fromisoformat(item["date_modified"]).tzinfo


def test_every_link_in_the_text_leads_there_from_anywhere(client: CheckingClient) -> None:
    add()
    wanted = ["http://localhost/news/", f"{ITEM}#s-more", "https://else.example/x"]
    [entry] = atom(client).findall(f"{ATOM}entry")
    [content] = entry.findall(f"{ATOM}content")
    assert content.attrib["type"] == "html"
    assert links(content.text or "") == wanted
    assert links(json_feed(client)["items"][0]["content_html"]) == wanted


def test_no_feed_makes_up_a_date(client: CheckingClient) -> None:
    with transaction() as session:
        seed_news(session)
    entries = atom(client).findall(f"{ATOM}entry")
    assert len(entries) == 3
    assert not [entry for entry in entries if entry.findall(f"{ATOM}published")]
    assert not [item for item in json_feed(client)["items"] if "date_published" in item]


def test_both_hold_the_newest_twenty(client: CheckingClient) -> None:
    many_news_items(25)
    wanted = [f"http://localhost/news/item-{number}" for number in range(25, 5, -1)]
    assert [said(entry, "id") for entry in atom(client).findall(f"{ATOM}entry")] == wanted
    assert [item["id"] for item in json_feed(client)["items"]] == wanted


def test_without_news_they_are_still_feeds(client: CheckingClient) -> None:
    assert said(atom(client), "updated") == "1970-01-01T00:00:00Z"
    assert json_feed(client)["items"] == []


@pytest.mark.parametrize("title", ["R&D <signs>", "]]> &amp;", "A\x0bB\x08", "„Größe“ \u00d7"])
def test_any_title_makes_sound_feeds(client: CheckingClient, title: str) -> None:
    add(title=title)
    [entry] = atom(client).findall(f"{ATOM}entry")
    assert said(entry, "title") == title.replace("\x0b", "").replace("\x08", "")
    assert json_feed(client)["items"][0]["title"] == title


def test_the_pages_of_news_name_both_feeds(client: CheckingClient) -> None:
    add()
    for path in ("/news/", "/news/topics/led", "/news/march"):
        found = parse(client.get(path).text).query("head link[rel=alternate]")
        assert [(link.attrs["type"], link.attrs["href"]) for link in found] == [
            ("application/atom+xml", "http://localhost/news/feed.atom"),
            ("application/feed+json", "http://localhost/news/feed.json"),
        ]


def test_a_feed_tells_of_a_change(client: CheckingClient) -> None:
    add()
    assert said(atom(client), "updated") == "2026-04-01T08:30:00Z"
    with transaction() as session:
        store.latest(1)[0].updated_at = datetime(2026, 4, 2, tzinfo=UTC)
        pagecache.invalidate(session)
    assert said(atom(client), "updated") == "2026-04-02T00:00:00Z"
