"""How a message lies on a sign: what size the sign has, where lines break, which dots are lit.

Sizes are in dots. A line of text is 7 high and the next begins 9 below it; a sign is built from
modules 16 dots wide. static/js/sign.js lays out in the same way, from `GEOMETRY`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from frontdesk.core.dotfont import BOX, FONT, HIGH, trimmed
from frontdesk.core.dotmatrix import SPACE

Move = Literal["still", "left", "up"]
Align = Literal["left", "centre", "right"]

PITCH, MARGIN, MODULE = 9, 2, 16
# A sign of so many rows of text is at least so wide, or it would look like a tower.
NARROWEST = {1: 48, 2: 64, 3: 96, 4: 128}
WIDEST = 128
# A message that moves to the left needs no wide sign.
SCROLLING = 64
# Between the end of a message that moves to the left and its return.
GAP = 24

GEOMETRY = {
    "high": HIGH,
    "pitch": PITCH,
    "margin": MARGIN,
    "module": MODULE,
    "narrowest": NARROWEST,
    "widest": WIDEST,
    "scrolling": SCROLLING,
    "gap": GAP,
}


@dataclass(frozen=True)
class Board:
    """A sign of `columns` dots and `rows` rows of text, and the lines that it shows in turn."""

    columns: int
    rows: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return self.rows * PITCH + MARGIN

    def first_view(self, move: Move, align: Align) -> list[str]:
        """The dots before anything moves: `#` lit, `.` unlit."""
        shown = self.lines[: self.rows]
        if move == "left":
            return self._beginning(align)
        empty = 0 if move == "up" else (self.rows - len(shown)) * PITCH // 2
        return self._page(shown, empty, self.columns, MARGIN, align)

    def _beginning(self, align: Align) -> list[str]:
        """A tape of blocks, each of as many lines as the sign has rows, as far as it is in view."""
        tape = ["." * MARGIN] * self.height
        for start in range(0, len(self.lines), self.rows):
            block = self.lines[start : start + self.rows]
            empty = (self.rows - len(block)) * PITCH // 2
            page = self._page(block, empty, max(map(width_of, block)), 0, align)
            tape = [f"{row}{added}{'.' * GAP}" for row, added in zip(tape, page, strict=True)]
        return [row[: self.columns].ljust(self.columns, ".") for row in tape]

    def _page(
        self, lines: tuple[str, ...], empty: int, width: int, margin: int, align: Align
    ) -> list[str]:
        rows = ["." * width] * self.height
        for number, line in enumerate(lines):
            top = MARGIN + empty + number * PITCH
            rows[top : top + HIGH] = [_aligned(row, width, margin, align) for row in dots(line)]
        return rows


def lay_out(lines: tuple[str, ...], rows: int, move: Move) -> Board:
    """The smallest sign that shows the lines at once, or else the widest. With `rows` 0 it has as
    many rows of text as make it smallest, at most four."""
    if move == "left":
        count = rows or min(max(len(lines), 1), max(NARROWEST))
        return Board(max(SCROLLING, NARROWEST[count]), count, lines)
    counts = [rows] if rows else [*NARROWEST]
    for columns in range(NARROWEST[counts[0]], WIDEST + 1, MODULE):
        broken = wrapped(lines, columns - 2 * MARGIN)
        for count in counts:
            if broken is not None and len(broken) <= count and columns >= NARROWEST[count]:
                return Board(columns, count, broken)
    cut = wrapped(lines, WIDEST - 2 * MARGIN, cut=True) or ()
    return Board(WIDEST, max(counts[0], min(counts[-1], len(cut))), cut)


def wrapped(lines: tuple[str, ...], room: int, cut: bool = False) -> tuple[str, ...] | None:
    """The lines broken between words so that none is wider than `room` dots. None when a word is
    wider than that, unless it may be cut."""
    found: list[str] = []
    for line in lines:
        words = [part for word in line.split(" ") for part in _parts(word, room)]
        if not cut and len(words) > line.count(" ") + 1:
            return None
        found += _filled(words, room)
    return tuple(found)


def _filled(words: list[str], room: int) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width_of(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, room: int) -> list[str]:
    """The word, or as many pieces of it as it takes for each to fit."""
    parts = [""]
    for letter in word:
        if width_of(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def dots(text: str) -> list[str]:
    """A line of text as seven rows, each letter as wide as it is and one dot from the next."""
    letters = [SPACE if c == " " else trimmed(FONT.get(c, BOX)) for c in text]
    return [".".join(letter[y] for letter in letters) for y in range(HIGH)]


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    return len(dots(text)[0])


def _aligned(row: str, width: int, margin: int, align: Align) -> str:
    free = width - 2 * margin - len(row)
    before = margin + {"left": 0, "centre": free // 2, "right": free}[align]
    return f"{'.' * before}{row}".ljust(width, ".")
