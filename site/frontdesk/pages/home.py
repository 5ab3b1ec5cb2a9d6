"""What the home page says, from content/pages/home.md."""

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from frontdesk.core.content import CONTENT, load_post
from frontdesk.core.dotmatrix import can_show, picture, rows_of
from frontdesk.pages.art import BLEED


@dataclass(frozen=True)
class Home:
    """`headline` is the hero's line, drawn once for a wide page and once for a narrow one."""

    headline: str
    wide: Markup
    narrow: Markup
    lede: str


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
