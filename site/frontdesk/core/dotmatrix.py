"""Text as a dot-matrix display shows it, drawn as SVG: every dot of the grid, lit or not.

A dot is a zero-length stroke with a round cap, so that a whole display is two short paths and the
stylesheet decides its size and colour. What the display says is its label, for those who listen.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

# Each character is seven rows of five dots, written as the number whose bits they are.
FONT = {
    "A": (14, 17, 17, 31, 17, 17, 17),
    "B": (30, 17, 17, 30, 17, 17, 30),
    "C": (14, 17, 16, 16, 16, 17, 14),
    "D": (30, 17, 17, 17, 17, 17, 30),
    "E": (31, 16, 16, 30, 16, 16, 31),
    "F": (31, 16, 16, 30, 16, 16, 16),
    "G": (14, 17, 16, 23, 17, 17, 14),
    "H": (17, 17, 17, 31, 17, 17, 17),
    "I": (14, 4, 4, 4, 4, 4, 14),
    "J": (7, 2, 2, 2, 2, 18, 12),
    "K": (17, 18, 20, 24, 20, 18, 17),
    "L": (16, 16, 16, 16, 16, 16, 31),
    "M": (17, 27, 21, 21, 17, 17, 17),
    "N": (17, 25, 21, 19, 17, 17, 17),
    "O": (14, 17, 17, 17, 17, 17, 14),
    "P": (30, 17, 17, 30, 16, 16, 16),
    "Q": (14, 17, 17, 17, 21, 18, 13),
    "R": (30, 17, 17, 30, 20, 18, 17),
    "S": (15, 16, 16, 14, 1, 1, 30),
    "T": (31, 4, 4, 4, 4, 4, 4),
    "U": (17, 17, 17, 17, 17, 17, 14),
    "V": (17, 17, 17, 17, 17, 10, 4),
    "W": (17, 17, 17, 21, 21, 27, 17),
    "X": (17, 17, 10, 4, 10, 17, 17),
    "Y": (17, 17, 10, 4, 4, 4, 4),
    "Z": (31, 1, 2, 4, 8, 16, 31),
    "0": (14, 17, 19, 21, 25, 17, 14),
    "1": (4, 12, 4, 4, 4, 4, 14),
    "2": (14, 17, 1, 6, 8, 16, 31),
    "3": (31, 2, 4, 2, 1, 17, 14),
    "4": (2, 6, 10, 18, 31, 2, 2),
    "5": (31, 16, 30, 1, 1, 17, 14),
    "6": (6, 8, 16, 30, 17, 17, 14),
    "7": (31, 1, 2, 4, 8, 8, 8),
    "8": (14, 17, 17, 14, 17, 17, 14),
    "9": (14, 17, 17, 15, 1, 2, 12),
    ".": (0, 0, 0, 0, 0, 12, 12),
    ",": (0, 0, 0, 0, 12, 4, 8),
    "-": (0, 0, 0, 31, 0, 0, 0),
    ":": (0, 12, 12, 0, 12, 12, 0),
    "!": (4, 4, 4, 4, 4, 0, 4),
    "?": (14, 17, 1, 2, 4, 0, 4),
    "'": (12, 4, 8, 0, 0, 0, 0),
    "/": (0, 1, 2, 4, 8, 16, 0),
    "&": (12, 18, 20, 8, 21, 18, 13),
    "+": (0, 4, 4, 31, 4, 4, 0),
}
SPACE = [".."] * 7
COLOURS = {"#": "", "r": "red", "g": "green", "b": "blue", "w": "white"}


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
    grid = "".join(f"M{0.5 - bleed} {y}.5h{width + 2 * bleed - 0.9}" for y in range(height))
    parts = [f'<path class="matrix__off" stroke-dasharray="0 1" d="{grid}"/>']
    for mark, colour in COLOURS.items():
        dots = _dots(rows, mark)
        if dots:
            modifier = f" matrix__on--{colour}" if colour else ""
            parts.append(f'<path class="matrix__on{modifier}" d="{dots}"/>')
    return Markup(  # noqa: S704  (numbers, names from COLOURS, and an escaped title)
        f'<svg class="matrix" viewBox="0 0 {width} {height}" width="{width * 6}" '
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


def _dots(rows: Iterable[str], mark: str) -> str:
    return "".join(
        f"M{x}.5 {y}.5h0" for y, row in enumerate(rows) for x, c in enumerate(row) if c == mark
    )
