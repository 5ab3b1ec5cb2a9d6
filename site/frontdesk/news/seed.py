"""The news that the site starts with: files of news/, put into the database once."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core import clock, pagecache, pictures, search
from frontdesk.core.content import ContentError, Fields, a_date, load_post, read
from frontdesk.core.markdown import LONGEST
from frontdesk.core.pictures import Picture
from frontdesk.news import actions
from frontdesk.news.models import LONGEST_ALT, NewsItem
from frontdesk.news.searchable import searchable
from frontdesk.news.topics import Topics, load_topics
from frontdesk.settings import ROOT

FOLDER = ROOT / "news"


@dataclass(frozen=True)
class SeedItem:
    """A file of news/. Of two that have no date, the one with the higher order is the newer."""

    slug: str
    title: str
    summary: str
    body: str
    topics: tuple[str, ...]
    order: int | None
    published_at: datetime | None
    source_hash: str
    picture: Picture | None = None
    picture_path: Path | None = None


def init_app(app: Flask) -> None:
    app.extensions["seed_news"] = load_seed()


def load_seed(folder: Path = FOLDER) -> list[SeedItem]:
    """Every item of the folder, by file name. Raises ContentError."""
    known = load_topics()
    return [_load(path, known) for path in sorted(folder.glob("*.md"))]


def seed_news(session: Session, items: list[SeedItem] | None = None) -> int:
    """Add the items whose slug is missing, in the caller's transaction, and say how many.

    An item that is there is left alone: staff may have edited it. Every item without a story gets
    one, so that staff can.
    """
    wanted = load_seed() if items is None else items
    there = set(session.scalars(select(NewsItem.slug)))
    missing = [item for item in wanted if item.slug not in there]
    for row in map(_row, missing):
        session.add(row)
        session.flush()
        search.put(session, searchable(row))
    actions.adopt(session)
    if missing:
        pagecache.invalidate(session)
    return len(missing)


def _row(item: SeedItem) -> NewsItem:
    return NewsItem(
        slug=item.slug,
        title=item.title,
        summary=item.summary,
        body=item.body,
        topics=list(item.topics),
        seed_order=item.order,
        published_at=item.published_at,
        updated_at=clock.now(),
        source_hash=item.source_hash,
        picture=item.picture,
    )


def make_pictures(items: list[SeedItem] | None = None) -> int:
    """Make the renditions that are missing, and say how many. Raises ContentError."""
    wanted = load_seed() if items is None else items
    return sum(_make(item.picture_path) for item in wanted if item.picture_path)


def lacks_pictures() -> bool:
    """Whether `make_pictures` has something to do."""
    return not all(pictures.is_made(item.picture) for item in load_seed() if item.picture)


def _make(path: Path) -> int:
    try:
        return pictures.make(path.read_bytes())
    except pictures.PictureRefused as refused:
        raise ContentError(path, 1, str(refused)) from refused


def _load(path: Path, known: Topics) -> SeedItem:
    fields, body = load_post(path)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        raise ContentError(path, 1, "the file's name must be lower-case words joined by hyphens")
    if len(body) > LONGEST or not body.strip():
        raise ContentError(path, 1, f"the text must have 1 to {LONGEST:,} characters")
    picture_path, picture = _picture(fields)
    item = SeedItem(
        slug=path.stem,
        title=_line(fields, "title", 200),
        summary=_line(fields, "summary", 400),
        body=body,
        topics=_topics(fields, known),
        order=fields.maybe("order", int),
        published_at=_published(fields),
        source_hash=hashlib.sha256(read(path).encode()).hexdigest(),
        picture=picture,
        picture_path=picture_path,
    )
    if item.order is None and item.published_at is None:
        raise ContentError(path, 1, "give a date, or an order where the date is not known")
    fields.finish()
    return item


def _line(fields: Fields, name: str, longest: int) -> str:
    text = fields.take(name, str)
    if len(text) > longest or "\n" in text:
        raise fields.error(name, f"{name} must be one line of at most {longest} characters")
    return text


def _topics(fields: Fields, known: Topics) -> tuple[str, ...]:
    topics = fields.texts("topics")
    for topic in topics:
        if topic not in known:
            raise fields.error("topics", f"{topic} is not a topic; there are {', '.join(known)}")
    return tuple(dict.fromkeys(topics))


def _picture(fields: Fields) -> tuple[Path | None, Picture | None]:
    """The picture that lies beside the file, and what is known of it."""
    if "picture" not in fields.values:
        return None, None
    name = fields.take("picture", str)
    path = fields.path.parent / name
    alt = _alt(fields)
    if Path(name).name != name or not path.is_file():
        raise fields.error("picture", f"there is no {name} beside this file")
    try:
        return path, pictures.measure(path.read_bytes(), alt)
    except pictures.PictureRefused as refused:
        raise fields.error("picture", f"{name} cannot be shown: {refused}") from refused


def _alt(fields: Fields) -> str:
    """What the picture shows, in words; nothing where the file says that it is decoration."""
    alt, decorative = fields.maybe("alt", str), fields.maybe("decorative", bool)
    if bool(alt) == bool(decorative):
        raise fields.error("picture", "a picture needs its alt text, or else decorative: true")
    if alt and (len(alt) > LONGEST_ALT or "\n" in alt):
        raise fields.error("alt", f"alt must be one line of at most {LONGEST_ALT} characters")
    return alt or ""


def _published(fields: Fields) -> datetime | None:
    if "date" not in fields.values:
        return None
    return datetime.combine(a_date(fields, "date"), time(12), UTC)
