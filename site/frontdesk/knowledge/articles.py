"""Articles and the groups they stand in, read from content/help/ when the site starts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from frontdesk.core.content import CONTENT, ContentError, Fields, a_date, load_post, load_toml, read
from frontdesk.core.markdown import LONGEST, render

FOLDER = CONTENT / "help"
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"


@dataclass(frozen=True)
class Article:
    """An answer; `summary` gives it in a sentence or two, `text` is Markdown that says more.

    `order` is its place in its group; `related` names other articles; `keywords` are words that
    people search for and the article itself may not use.
    """

    slug: str
    title: str
    summary: str
    group: str
    order: int
    reviewed: date
    related: tuple[str, ...]
    keywords: tuple[str, ...]
    text: str

    @property
    def path(self) -> str:
        return f"/help/{self.slug}"

    @cached_property
    def html(self) -> Markup:
        # Made at the first reading: a start that rendered a thousand articles would take seconds.
        return render(self.text)


@dataclass(frozen=True)
class Group:
    """A heading of the index, with its articles in their order and the place of each by slug."""

    key: str
    name: str
    articles: tuple[Article, ...]
    places: dict[str, int]


@dataclass(frozen=True)
class Library:
    """Everything there is to read: groups by key in the index's order, articles by slug."""

    groups: dict[str, Group]
    articles: dict[str, Article]


def load_library(folder: Path = FOLDER) -> Library:
    """The whole folder. Raises ContentError with the file and line of what does not fit."""
    names = _load_names(folder / "groups.toml")
    articles = {path.stem: _load(path, names) for path in sorted(folder.glob("*.md"))}
    for article in articles.values():
        _check_related(folder, article, articles)
    return Library({key: _group(key, name, articles.values()) for key, name in names}, articles)


def _group(key: str, name: str, articles: Iterable[Article]) -> Group:
    mine = [article for article in articles if article.group == key]
    mine.sort(key=lambda article: (article.order, article.slug))
    return Group(key, name, tuple(mine), {a.slug: place for place, a in enumerate(mine)})


def _load_names(path: Path) -> list[tuple[str, str]]:
    """Each group's key and name, in the file's order."""
    fields = load_toml(path)
    names = [_name(fields, entry) for entry in fields.take("groups", list)]
    fields.finish()
    if len(dict(names)) < len(names):
        raise fields.error("groups", "two groups have the same key")
    return names


def _name(fields: Fields, entry: Any) -> tuple[str, str]:
    if not isinstance(entry, dict):
        raise fields.error("groups", "groups must be written as [[groups]]")
    inner = Fields(fields.path, fields.source, entry, "groups.")
    found = inner.take("key", str), inner.take("name", str)
    inner.finish()
    return found


def _load(path: Path, groups: list[tuple[str, str]]) -> Article:
    fields, text = load_post(path)
    if not re.fullmatch(NAME, path.stem):
        raise ContentError(path, 1, "the file's name must be lower-case words joined by hyphens")
    if len(text) > LONGEST or not text.strip():
        raise ContentError(path, 1, f"the text must have 1 to {LONGEST:,} characters")
    article = Article(
        slug=path.stem,
        title=fields.take("title", str),
        summary=fields.take("summary", str),
        group=_group_key(fields, groups),
        order=fields.take("order", int),
        reviewed=a_date(fields, "reviewed"),
        related=fields.texts("related"),
        keywords=fields.texts("keywords"),
        text=text,
    )
    fields.finish()
    return article


def _group_key(fields: Fields, groups: list[tuple[str, str]]) -> str:
    key = fields.take("group", str)
    if key not in dict(groups):
        raise fields.error("group", f"{key} is not a group of groups.toml")
    return key


def _check_related(folder: Path, article: Article, articles: dict[str, Article]) -> None:
    for slug in article.related:
        if slug not in articles or slug == article.slug:
            path = folder / f"{article.slug}.md"
            fields = Fields(path, read(path), {})
            raise fields.error("related", f"{slug} is not another article")
