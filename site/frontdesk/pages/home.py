"""What the home page says, from content/pages/home.md."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from frontdesk.core.content import CONTENT, Fields, load_post
from frontdesk.core.dotmatrix import COLOURS, can_show, padded, picture, rows_of

# Dots beyond the text on each side: enough for a window four times as wide as the page.
BLEED = 120


@dataclass(frozen=True)
class Product:
    """Something the company makes, with a small display drawn as rows of dots."""

    name: str
    text: str
    art: Markup


@dataclass(frozen=True)
class Home:
    """`headline` is the hero's line, drawn once for a wide page and once for a narrow one."""

    headline: str
    wide: Markup
    narrow: Markup
    lede: str
    products: tuple[Product, ...]


def load_home(path: Path = CONTENT / "pages" / "home.md") -> Home:
    """The home page's words and pictures. Raises ContentError."""
    fields, lede = load_post(path)
    lines = fields.texts("headline")
    if not can_show("".join(lines)):
        raise fields.error("headline", "headline has a character that the display cannot show")
    home = Home(
        headline=" ".join(lines),
        wide=picture(_framed(rows_of(" ".join(lines)), 3), bleed=BLEED),
        narrow=picture(_framed(_stacked(lines), 2), bleed=BLEED),
        lede=lede.strip(),
        products=tuple(_product(fields, entry) for entry in fields.take("products", list)),
    )
    fields.finish()
    return home


def _framed(rows: list[str], margin: int) -> list[str]:
    empty = ["." * len(rows[0])] * margin
    return [*empty, *rows, *empty]


def _stacked(lines: tuple[str, ...]) -> list[str]:
    blocks = [rows_of(line) for line in lines]
    width = max(len(block[0]) for block in blocks)
    gap = ["." * width] * 2
    rows: list[str] = []
    for number, block in enumerate(blocks):
        rows += [*(gap if number else []), *(row.ljust(width, ".") for row in block)]
    return rows


def _product(fields: Fields, entry: Any) -> Product:
    if not isinstance(entry, dict):
        raise fields.error("products", "each product needs a name, a text and its art")
    inner = Fields(fields.path, fields.source, entry, "products.")
    product = Product(inner.take("name", str), inner.take("text", str), _art(inner))
    inner.finish()
    return product


def _art(fields: Fields) -> Markup:
    rows = fields.take("art", str).split()
    even = len({len(row) for row in rows}) == 1
    if not even or not set("".join(rows)) <= {".", *COLOURS}:
        raise fields.error("art", f"art must be even rows of dots: . {' '.join(COLOURS)}")
    return picture(padded(rows, 1))
