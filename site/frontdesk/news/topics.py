"""What news is about: the topics of content/topics.toml, in the order in which they are shown."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from frontdesk.core.content import CONTENT, Fields, load_toml
from frontdesk.news.models import LONGEST_TOPIC, NewsItem


@dataclass(frozen=True)
class Topic:
    slug: str
    name: str
    description: str


Topics = dict[str, Topic]


def init_app(app: Flask) -> None:
    app.extensions["news_topics"] = load_topics()
    app.jinja_env.globals.update(news_topics=all_topics, topics_of=topics_of)


def load_topics(path: Path = CONTENT / "topics.toml") -> Topics:
    """Every topic by its slug. Raises ContentError."""
    fields = load_toml(path)
    return {slug: _topic(fields, slug) for slug in list(fields.values)}


def all_topics() -> list[Topic]:
    return list(_topics().values())


def by_slug(slug: str) -> Topic | None:
    return _topics().get(slug)


def topics_of(item: NewsItem) -> list[Topic]:
    """The item's topics in the file's order; one that has left the file is passed over."""
    return [topic for topic in all_topics() if topic.slug in item.topics]


def _topics() -> Topics:
    found: Topics = current_app.extensions["news_topics"]
    return found


def _topic(fields: Fields, slug: str) -> Topic:
    if len(slug) > LONGEST_TOPIC or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise fields.error(slug, f"{slug} must be lower-case words joined by hyphens")
    inner = fields.inner(slug)
    if inner is None:
        raise fields.error(slug, f"{slug} is missing")
    inner.source = _table(fields.source, slug)
    topic = Topic(slug, inner.take("name", str), inner.take("description", str))
    inner.finish()
    return topic


def _table(source: str, slug: str) -> str:
    """The lines of this one table at their places, so that an error is not told of another."""
    inside, lines = False, []
    for line in source.splitlines():
        if line.startswith("["):
            inside = line.strip() == f"[{slug}]"
        lines.append(line if inside else "")
    return "\n".join(lines)
