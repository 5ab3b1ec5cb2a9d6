"""Markdown to HTML that is safe to show, whoever wrote it.

Raw HTML is never let through by the renderer; two sanitisers of different make stand behind it, and
the Content-Security-Policy behind both.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from urllib.parse import urlsplit

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST = 60_000

_TAGS = {
    *("h2", "h3", "h4", "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "a"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in (2, 3, 4)},
}
_SCHEMES = {"http", "https", "mailto", "tel"}

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


class Block(Enum):
    """What a stretch of words is."""

    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True)
class Link:
    """A link with its address as browsers will read it, and its words."""

    address: str
    words: str


@dataclass(frozen=True)
class Image:
    """A picture that a text asks for: its address, the words in its place, and its title."""

    address: str
    alt: str
    title: str


Painter = Callable[[Image], Markup | None]


class TooLong(ValueError):
    """The text is longer than any page of ours; sanitisers grow slow on such input."""


def render(text: str, paint: Painter | None = None) -> Markup:
    """The HTML of `text`. Headings get an id; links to other hosts tell them nothing of us.

    `paint` gives the HTML of a picture, which is taken as safe; pictures that it does not know, and
    all pictures where there is no `paint`, are left out.
    """
    if len(text) > LONGEST:
        raise TooLong(f"Markdown of {len(text):,} characters; at most {LONGEST:,} are rendered.")
    tokens = _parser.parse(text)
    _name_headings(tokens)
    _mark_outward_links(tokens)
    painted = _hold_places(tokens, paint) if paint else {}
    html = _sanitise(_parser.renderer.render(tokens, _parser.options, {}))
    for place, picture in painted.items():
        html = html.replace(place, picture)
    return Markup(html)  # noqa: S704  (this is where it becomes safe)


def plain(text: str) -> str:
    """The words of `text` without any mark-up, a sentence for each heading, item and cell."""
    return "\n".join(_ended(words) for _, words in blocks(text))


def _ended(words: str) -> str:
    return f"{words}." if words[-1:].isalnum() else words


def blocks(text: str) -> Iterator[tuple[Block, str]]:
    """The same words paragraph by paragraph, each with what it is."""
    heading = False
    for token in _parser.parse(text[:LONGEST]):
        if token.type in ("inline", "fence", "code_block"):
            yield Block.HEADING if heading else Block.TEXT, _words(token).strip()
        heading = token.type == "heading_open"


def _words(token: Token) -> str:
    if token.children is None:
        return token.content
    breaks = ("softbreak", "hardbreak")
    return "".join(" " if part.type in breaks else part.content for part in token.children)


def headings(text: str) -> Iterator[tuple[int, str]]:
    """The level and the words of every heading, in order."""
    for opening, inline in pairwise(_parser.parse(text[:LONGEST])):
        if opening.type == "heading_open":
            yield int(opening.tag[1:]), _words(inline)


def links(text: str) -> Iterator[Link]:
    """Every link, in order."""
    for token in _parser.parse(text[:LONGEST]):
        yield from _links_in(token.children or [])


def _links_in(parts: list[Token]) -> Iterator[Link]:
    starts = [place for place, part in enumerate(parts) if part.type == "link_open"]
    ends = [place for place, part in enumerate(parts) if part.type == "link_close"]
    for start, end in zip(starts, ends, strict=True):
        words = "".join(part.content for part in parts[start:end])
        yield Link(str(parts[start].attrGet("href") or ""), words)


def images(text: str) -> Iterator[Image]:
    """Every picture that the text asks for, in order."""
    for token in _parser.parse(text[:LONGEST]):
        yield from (_image(part) for part in token.children or () if part.type == "image")


def _image(token: Token) -> Image:
    address, title = (str(token.attrGet(name) or "") for name in ("src", "title"))
    return Image(address, _words(token), title)


def _hold_places(tokens: list[Token], paint: Painter) -> dict[str, Markup]:
    """Put a word that nobody can foresee in the place of each picture; tells whose place it is.

    So a picture's HTML never passes the sanitisers, which then need not let any picture through.
    """
    painted: dict[str, Markup] = {}
    for part in (part for token in tokens for part in token.children or ()):
        picture = paint(_image(part)) if part.type == "image" else None
        if picture is not None:
            place = secrets.token_hex(16)
            painted[place] = picture
            part.type, part.content = "text", place
    return painted


def _sanitise(html: str) -> str:
    once = bleach.clean(
        html,
        tags=_TAGS,
        attributes={tag: sorted(names) for tag, names in _ATTRIBUTES.items()},
        protocols=_SCHEMES,
        strip=True,
    )
    return nh3.clean(
        once,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _name_headings(tokens: list[Token]) -> None:
    # The prefix keeps a heading from taking an id that the page itself uses.
    seen: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            name = re.sub(r"[^a-z0-9]+", "-", inline.content.lower()).strip("-") or "part"
            seen[name] = seen.get(name, 0) + 1
            number = f"-{seen[name]}" if seen[name] > 1 else ""
            opening.attrSet("id", f"s-{name}{number}")


def _mark_outward_links(tokens: list[Token]) -> None:
    for inline in tokens:
        for token in inline.children or ():
            if token.type == "link_open" and _leads_outside(str(token.attrGet("href"))):
                token.attrSet("rel", "noopener")


def _leads_outside(address: str) -> bool:
    try:
        return bool(urlsplit(address).netloc)
    except ValueError:
        return True
