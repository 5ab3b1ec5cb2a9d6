"""Pictures that content files draw as rows of dots, one letter a dot."""

from markupsafe import Markup

from frontdesk.core.content import Fields
from frontdesk.core.dotmatrix import COLOURS, padded, picture

# Dots beyond the picture on each side: enough for a window four times as wide as the page.
BLEED = 120


def art_rows(fields: Fields, name: str) -> list[str]:
    """The rows of the field `name`. Raises ContentError unless they are even rows of dots."""
    rows = fields.take(name, str).split()
    even = len({len(row) for row in rows}) == 1
    if not even or not set("".join(rows)) <= {".", *COLOURS}:
        raise fields.error(name, f"{name} must be even rows of dots: . {' '.join(COLOURS)}")
    return rows


def framed(rows: list[str], margin: int, title: str = "", bleed: int = 0) -> Markup:
    """The rows as a display, with `margin` unlit dots around them."""
    return picture(padded(rows, margin), title, bleed)
