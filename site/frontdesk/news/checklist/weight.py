"""What the page will weigh. The text is measured; pictures come in sizes made to fit."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import brotli
from flask import current_app

from frontdesk.core.markdown import LONGEST, images
from frontdesk.news import bodytext
from frontdesk.news.checklist.finding import Finding, warning
from frontdesk.news.content import Content

BUDGET = 60_000
# What every page carries beside its text: head, menu and foot, compressed.
FRAME = 3_000
STYLES = ("css/main.css", "css/news.css")
FONT = "fonts/atkinson-hyperlegible-next.woff2"
MOST_PICTURES = 12


def look(content: Content) -> Iterator[Finding]:
    if page_bytes(content) > BUDGET:
        yield warning("The text makes the page heavier than our pages may be: would two do?")
    pictures = len(content.photographs) + len(list(images(content.body)))
    if pictures > MOST_PICTURES:
        yield warning(
            "So many pictures take long to load on a telephone: choose the best.", "gallery"
        )


def page_bytes(content: Content) -> int:
    """The compressed bytes that a first visit fetches, without pictures."""
    text = bodytext.html(content.body[:LONGEST]).encode()
    return len(brotli.compress(text, quality=5)) + FRAME + _shared(str(current_app.static_folder))


@lru_cache(maxsize=4)
def _shared(static: str) -> int:
    styles = sum(len(brotli.compress((Path(static) / name).read_bytes())) for name in STYLES)
    return styles + (Path(static) / FONT).stat().st_size
