"""Text as a dot-matrix display shows it, drawn as SVG: every dot of the grid, lit or not.

A dot is a zero-length dash with a round cap, so that a run of dots is one stroke, a whole display
two short paths, and the stylesheet decides their size and colour. What the display says is its
label, for those who listen.
"""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from frontdesk.core.dotfont import FONT

SPACE = [".."] * 7
COLOURS = {
    "#": "",
    "r": "red",
    "g": "green",
    "b": "blue",
    "w": "white",
    "c": "cyan",
    "m": "magenta",
}


def dot_matrix(text: str, margin: int = 1) -> Markup:
    """An SVG picture of `text`, with `margin` unlit dots around it; its label says the text."""
    return picture(rows_of(text, margin), text)


def rows_of(text: str, margin: int = 0) -> list[str]:
    """The rows of a display that shows `text`: `#` a lit dot, `.` an unlit one."""
    glyphs = [_glyph(letter) for letter in text.upper()]
    return padded([".".join(glyph[y] for glyph in glyphs) for y in range(7)], margin)


def can_show(text: str) -> bool:
    """Whether every character of `text` is in the font."""
    return all(letter in FONT or letter == " " for letter in text.upper())


def padded(rows: list[str], margin: int) -> list[str]:
    """The same rows with `margin` unlit dots on every side."""
    width = max(len(row) for row in rows) + 2 * margin
    empty = ["." * width] * margin
    return [*empty, *(f"{'.' * margin}{row}".ljust(width, ".") for row in rows), *empty]


def picture(rows: list[str], title: str = "", bleed: int = 0) -> Markup:
    """A display as SVG, from rows of dots; without a title it is only an ornament.

    `bleed` more unlit dots on the left and right are drawn outside the picture's own box, for a
    display whose text keeps to the page's margins while its dots run on to the window's edge.
    """
    width, height = len(rows[0]), len(rows)
    grid = "".join(_run(-bleed, y, width + 2 * bleed) for y in range(height))
    parts = [f'<path class="matrix__off" stroke-dasharray="0 1" d="{grid}"/>']
    for mark, colour in COLOURS.items():
        lit = dots(rows, mark)
        if lit:
            modifier = f" matrix__on--{colour}" if colour else ""
            parts.append(f'<path class="matrix__on{modifier}" stroke-dasharray="0 1" d="{lit}"/>')
    return Markup(  # noqa: S704  (numbers, names from COLOURS, and an escaped title)
        f'<svg class="matrix" viewBox="-.5 -.5 {width} {height}" width="{width * 6}" '
        f'height="{height * 6}" {_naming(title)}{"".join(parts)}</svg>'
    )


def _naming(title: str) -> str:
    if not title:
        return 'aria-hidden="true" focusable="false">'
    return f'role="img" aria-label="{escape(title)}">'


def _glyph(letter: str) -> list[str]:
    if letter == " ":
        return SPACE
    rows = FONT.get(letter, FONT["?"])
    return [f"{row:05b}".replace("0", ".").replace("1", "#") for row in rows]


def dots(rows: Sequence[str], mark: str = "#") -> str:
    """The dots so marked as the path of an SVG whose unit is a dot, to be dashed `0 1`."""
    return "".join(
        _run(run.start(), y, len(run.group()))
        for y, row in enumerate(rows)
        for run in re.finditer(f"{mark}+", row)
    )


def _run(x: int, y: int, dots: int) -> str:
    """Dots side by side. The stroke ends a little after its last dash, so that none is lost."""
    return f"M{x} {y}h{dots - 1 or ''}.1"
