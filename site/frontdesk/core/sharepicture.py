"""The picture that other sites show beside a link to ours: the page's title in lights.

1200 x 630 pixels, the size that Open Graph readers ask for, as a PNG of few colours.
"""

import textwrap
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from frontdesk.core.dotmatrix import padded, rows_of

WIDTH, HEIGHT = 1200, 630
MOST_LINES = 5
BACKGROUND, UNLIT, LIT = (11, 10, 8), (43, 38, 27), (255, 176, 0)


@lru_cache(maxsize=64)
def share_picture(title: str) -> bytes:
    """The PNG that says `title` as a dot-matrix display would."""
    lines = _lines(title)
    dots = _dots(lines)
    pitch = WIDTH // len(dots[0])
    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette([*BACKGROUND, *UNLIT, *LIT])
    _draw(ImageDraw.Draw(image), dots, pitch)
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _lines(title: str) -> list[str]:
    """The title in as few columns as fit the picture's shape."""
    for columns in range(8, 40, 2):
        lines = textwrap.wrap(title, columns) or [title]
        if len(lines) <= MOST_LINES and len(lines) * 9 + 3 <= (columns * 6 + 4) * HEIGHT / WIDTH:
            return lines
    return textwrap.wrap(title, 38)[:MOST_LINES]


def _dots(lines: list[str]) -> list[str]:
    rows: list[str] = []
    for line in lines:
        rows += ["", *rows_of(line), ""]
    rows = padded(rows, 2)
    width = len(rows[0])
    # The unlit dots fill the picture: rows are added until its shape is reached.
    missing = max(0, -(-width * HEIGHT // WIDTH) - len(rows))
    above = missing // 2
    return ["." * width] * above + rows + ["." * width] * (missing - above)


def _draw(pen: ImageDraw.ImageDraw, dots: list[str], pitch: int) -> None:
    left = (WIDTH - pitch * len(dots[0])) // 2
    top = (HEIGHT - pitch * len(dots)) // 2
    radius = pitch * 0.38
    for y, row in enumerate(dots):
        for x, dot in enumerate(row):
            centre = left + (x + 0.5) * pitch, top + (y + 0.5) * pitch
            pen.circle(centre, radius, fill=2 if dot == "#" else 1)
