"""News for programs that read it: an Atom feed (RFC 4287) and a JSON Feed (version 1.1)."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nh3
from flask import current_app, render_template
from markupsafe import Markup

from frontdesk.core.content import Company
from frontdesk.core.metadata import canonical
from frontdesk.news import bodytext, store, topics
from frontdesk.news.models import EPOCH, NewsItem
from frontdesk.news.topics import Topic

NEWEST = 20
# What XML 1.0 cannot carry, however it is escaped.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """An item as the feeds tell it; `url` is also its lasting name.

    `published` is None where the day is not known, and then neither feed gives one: the day on
    which a text was put on this site is not the day of the news. Atom demands `updated`, and for
    that the moment when the text was last changed here is the truth.
    """

    url: str
    title: str
    summary: str
    html: str
    image: str | None
    topics: list[Topic]
    published: datetime | None
    updated: datetime


def atom() -> str:
    entries = _entries()
    text = render_template(
        "news/feed.atom.xml",
        entries=entries,
        # A feed without entries has never changed, but must say when it last did.
        updated=max((entry.updated for entry in entries), default=EPOCH),
    )
    return NOT_XML.sub("", text)


def json_feed() -> str:
    company: Company = current_app.extensions["company"]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{company.short_name} news",
        "home_page_url": canonical("/news/"),
        "feed_url": canonical("/news/feed.json"),
        "language": "en-GB",
        "authors": [{"name": company.name, "url": canonical("/")}],
        "items": [_json_item(entry) for entry in _entries()],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _entries() -> list[Entry]:
    return [_entry(item) for item in store.latest(NEWEST)]


def _entry(item: NewsItem) -> Entry:
    url = canonical(f"/news/{item.slug}")
    return Entry(
        url=url,
        title=item.title,
        summary=item.teaser,
        html=_standing_alone(_picture(item) + bodytext.html(item.body), url),
        image=canonical(item.picture.fallback) if item.picture else None,
        topics=topics.topics_of(item),
        published=item.published_at,
        # A scheduled text was written before the moment at which it came out.
        updated=max(item.updated_at, item.published_at or item.updated_at),
    )


def _picture(item: NewsItem) -> Markup:
    shown = item.picture
    if shown is None:
        return Markup("")
    tag = Markup('<p><img src="{}" alt="{}" width="{}" height="{}"></p>')
    return tag.format(shown.fallback, shown.alt, shown.width, shown.height)


def _standing_alone(html: str, url: str) -> str:
    """The same HTML with every link in full, since a feed is read away from the site."""
    return nh3.clean(html, link_rel=None, url_relative=("rewrite_with_base", url))


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "tags": [topic.name for topic in entry.topics],
    }
    if entry.image:
        item["image"] = entry.image
    if entry.published:
        item["date_published"] = entry.published.isoformat(timespec="seconds")
    return item
