"""Pictures for tests, drawn on the spot."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(width: int = 1600, height: int = 900, mode: str = "RGB") -> Image.Image:
    """Blue, with its left quarter red."""
    image = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height), fill=RED)
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def is_about(colour: Any, wanted: tuple[int, int, int]) -> bool:
    """Whether a colour is the wanted one but for what encoding does to it."""
    return all(abs(one - other) < 40 for one, other in zip(colour[:3], wanted, strict=True))
