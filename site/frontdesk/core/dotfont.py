"""The display's own letters, five dots wide and seven high, as dotfont.txt shows them.

The file has the letters side by side in blocks; above each stands the character it is for.
"""

from itertools import groupby
from pathlib import Path

HIGH, WIDE = 7, 5
STEP = WIDE + 2

Glyph = tuple[int, ...]

# What stands for a character that the display cannot show: an empty box.
BOX: Glyph = (31, 17, 17, 17, 17, 17, 31)


FILE = Path(__file__).with_name("dotfont.txt")


def load(path: Path = FILE) -> dict[str, Glyph]:
    """Each character's seven rows from the top, as the numbers whose five bits are the dots."""
    lines = path.read_text(encoding="utf-8").splitlines()
    font: dict[str, Glyph] = {}
    for filled, block in groupby(lines, bool):
        if filled:
            names, *rows = block
            font |= {name: _glyph(rows, at) for at, name in enumerate(names[::STEP])}
    return font


def _glyph(rows: list[str], at: int) -> Glyph:
    cells = [row[at * STEP : at * STEP + WIDE] for row in rows]
    return tuple(int(cell.replace(".", "0").replace("#", "1"), 2) for cell in cells)


FONT = load()


def packed(glyph: Glyph) -> str:
    """A glyph in seven characters: each row as a digit to the base of 32."""
    return "".join("0123456789abcdefghijklmnopqrstuv"[row] for row in glyph)


def trimmed(glyph: Glyph) -> list[str]:
    """A glyph's rows without the empty columns at its sides: `#` a lit dot, `.` an unlit one."""
    used = 0
    for row in glyph:
        used |= row
    right = (used & -used).bit_length() - 1
    width = used.bit_length() - right
    return [f"{row >> right:0{width}b}".replace("0", ".").replace("1", "#") for row in glyph]
