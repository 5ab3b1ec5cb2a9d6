"""Picture files: read with distrust, turned upright, brought to sRGB, and always written anew.

What is written is made of the decoded dots alone. Whatever else a file held stays behind: where a
photograph was taken and by whom, and anything that was hidden behind the picture.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

READABLE = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_PIXELS = 50_000_000
TOO_LARGE = f"it has more than {MOST_PIXELS // 1_000_000} million pixels"
ORIENTATION = 0x0112
SIDEWAYS = (5, 6, 7, 8)

SAVING: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 6},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


class PictureRefused(ValueError):
    """The file is no picture that we can show; the message says why."""


def opened(source: bytes | Path, formats: tuple[str, ...] = READABLE) -> Image.Image:
    """The picture, of which only the header has been read. Raises PictureRefused."""
    with damage_refused():
        file = source if isinstance(source, Path) else BytesIO(source)
        image = Image.open(file, formats=formats)
    if image.width * image.height > MOST_PIXELS:
        raise PictureRefused(TOO_LARGE)
    return image


@contextmanager
def damage_refused() -> Iterator[None]:
    """A damaged file makes the decoders fail in many ways, of which no list is complete."""
    try:
        yield
    except (PictureRefused, MemoryError):
        raise
    except UnidentifiedImageError as wrong:
        raise PictureRefused("it is not a JPEG, PNG, WebP or AVIF picture") from wrong
    except Image.DecompressionBombError as wrong:
        raise PictureRefused(TOO_LARGE) from wrong
    except Exception as wrong:
        raise PictureRefused("it is damaged") from wrong


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height in pixels, as the camera was held."""
    width, height = image.size
    return (height, width) if image.getexif().get(ORIENTATION) in SIDEWAYS else (width, height)


def upright(image: Image.Image, longest: int | None = None) -> Image.Image:
    """The decoded picture as its camera was held, in sRGB with 8 bits, and nothing beside it.

    With `longest` it is made smaller until no side has more pixels. That comes first, so that all
    else is done to few dots. Raises PictureRefused, or MemoryError where memory is bounded.
    """
    with damage_refused():
        image.load() if longest is None else _shrink(image := _spread(image), longest)
        turned = _in_srgb(ImageOps.exif_transpose(_in_eight_bits(image)))
        plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    plain.info = {}
    return plain


def _shrink(image: Image.Image, longest: int) -> None:
    # Where it can, the decoder itself leaves out what would be thrown away.
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _spread(image: Image.Image) -> Image.Image:
    """Colours that stand in a table, or mark what shows through, cannot be mixed as they are."""
    if image.mode in ("1", "P", "PA") or "transparency" in image.info:
        exif = image.getexif()
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.info["exif"] = exif.tobytes()
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _in_srgb(image: Image.Image) -> Image.Image:
    """Without its colour profile a picture would be shown in other colours, unless converted."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        found = ImageCms.profileToProfile(
            image, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=wanted
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return found or image


def write_rendition(upright: Image.Image, width: int, height: int, path: Path) -> None:
    """Write one rendition, whose kind its suffix says, under its name once it is whole."""
    kind = path.suffix[1:]
    image = upright.resize((width, height), Image.Resampling.LANCZOS)
    if kind == "jpg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image)
        image = paper
    write(image, path, SAVING[kind])


def write(image: Image.Image, path: Path, options: dict[str, Any]) -> None:
    """Write the file under its name only once it is whole, since it may be asked for."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        image.save(file, **options)
    made = Path(file.name)
    made.chmod(0o644)
    made.replace(path)
