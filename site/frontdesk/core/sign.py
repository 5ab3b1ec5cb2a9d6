"""A sign that a visitor has designed: read from an address, written to one, drawn, and told.

It is kept and passed on as its query string, which the sign tool's own address ends in.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import cast
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup

from frontdesk.core.dotfont import FONT
from frontdesk.core.dotmatrix import picture
from frontdesk.core.signboard import Align, Board, Move, lay_out

MOST_CHARACTERS = 120
# More than the query of any sign: each character in four bytes of UTF-8, percent-encoded.
MOST_QUERY = 2000

CHOICES = {
    "colour": {
        "amber": "Amber",
        "red": "Red",
        "green": "Green",
        "blue": "Blue",
        "white": "White",
        "rainbow": "Full colour",
    },
    "rows": {"fit": "As needed", "1": "1", "2": "2", "3": "3", "4": "4"},
    "align": {"left": "Left", "centre": "Centre", "right": "Right"},
    "scroll": {"still": "Stands still", "left": "Moves to the left", "up": "Moves up"},
    "speed": {"slow": "Slow", "medium": "Medium", "fast": "Fast"},
}

MARKS = {"amber": "#", "red": "r", "green": "g", "blue": "b", "white": "w"}
RAINBOW = "r#gcbm"


@dataclass(frozen=True)
class Sign:
    """`message` has a line break wherever the visitor wants one; the others are from CHOICES."""

    message: str = "Your words in lights"
    colour: str = "amber"
    rows: str = "fit"
    align: str = "centre"
    scroll: str = "still"
    speed: str = "medium"

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Sign":
        """The sign that the values of a form describe; what is missing or wrong is as usual."""
        good = {
            name: values[name] for name, choices in CHOICES.items() if values.get(name) in choices
        }
        message = cleaned(values.get("message", ""))[:MOST_CHARACTERS].strip()
        return cls(**good, **({"message": message} if message else {}))

    @classmethod
    def parse(cls, text: str) -> "Sign":
        """The sign of a query string, whatever anybody may have made of it."""
        return cls.of(dict(parse_qsl(text[:MOST_QUERY])))

    def query(self) -> str:
        """The shortest query string from which `parse` makes this sign."""
        usual = {field.name: field.default for field in fields(self) if field.name != "message"}
        told = {name: value for name, value in asdict(self).items() if value != usual.get(name)}
        return urlencode(told)

    @cached_property
    def board(self) -> Board:
        rows = 0 if self.rows == "fit" else int(self.rows)
        return lay_out(tuple(self.message.split("\n")), rows, cast(Move, self.scroll))

    @property
    def moves(self) -> bool:
        """Whether it shows anything but its first view: by scrolling, or page after page."""
        return self.scroll != "still" or len(self.board.lines) > self.board.rows

    def svg(self) -> Markup:
        """The sign before anything moves; its label says the message."""
        view = self.board.first_view(cast(Move, self.scroll), cast(Align, self.align))
        columns = self.board.columns
        rows = ["".join(self._mark(dot, x / columns) for x, dot in enumerate(r)) for r in view]
        return picture(rows, " ".join(self.message.split()))

    def _mark(self, dot: str, across: float) -> str:
        if dot == ".":
            return dot
        return MARKS.get(self.colour) or RAINBOW[int(across * len(RAINBOW))]

    def summary(self) -> str:
        """The sign in one line of words, for whoever reads of it."""
        words = [CHOICES[name][getattr(self, name)].lower() for name in ("colour", "scroll")]
        rows = f"{self.board.rows} row{'' if self.board.rows == 1 else 's'} of text"
        size = f"{self.board.columns} × {self.board.height} dots"
        return f"“{self.message.replace(chr(10), ' / ')}”: {words[0]}, {rows}, {size}, {words[1]}"

    def unknown(self) -> list[str]:
        """The characters that a display cannot show, each once, in the message's order."""
        return [c for c in dict.fromkeys(self.message) if c not in FONT and c not in " \n"]


def cleaned(text: str) -> str:
    """A typed message as a sign has it: single spaces, and "|" or a line break between lines."""
    text = re.sub(r"\r\n?|\|", "\n", unicodedata.normalize("NFC", text))
    # A control character may stand on no page; it counts as unknown.
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", text)
    return re.sub(r" *\n *", "\n", re.sub(r"[ \t\xa0]+", " ", text)).strip(" \n")
