"""Photographs: made small beforehand in the formats that browsers like, served for ever.

`measure` reads what a file says at its beginning, so it may be done at every start; `make` encodes
the renditions into INSTANCE_PATH/pictures, which is done once, before the site is served. A
rendition's name holds the hash of the original, so what an address shows never changes.
"""

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, send_from_directory
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

# Stored pictures are looked for in these widths (in pixels): to change one, make all of them anew.
WIDTHS = (480, 960, 1440)
FALLBACK = 960
READABLE = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_PIXELS = 50_000_000
TOO_LARGE = f"it has more than {MOST_PIXELS // 1_000_000} million pixels"
YEAR = 31_536_000

MIMETYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
SAVING: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 6},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
ORIENTATION = 0x0112
SIDEWAYS = (5, 6, 7, 8)


class PictureRefused(ValueError):
    """The file is no picture that we can show; the message says why."""


@dataclass(frozen=True)
class Picture:
    """A picture as pages show it: upright, `width` by `height` pixels in the original.

    `alt` says in words what it shows, and is empty where it is only decoration.
    """

    digest: str
    width: int
    height: int
    alt: str

    @property
    def widths(self) -> list[int]:
        """The widths of its renditions in pixels, none greater than the original."""
        smaller = [width for width in WIDTHS if width < self.width]
        return [*smaller, self.width] if self.width < WIDTHS[-1] else list(WIDTHS)

    def address(self, width: int, kind: str) -> str:
        return f"/pictures/{self._name(width, kind)}"

    def srcset(self, kind: str) -> str:
        """Every rendition of one kind with its width, as a browser chooses from them."""
        return ", ".join(f"{self.address(width, kind)} {width}w" for width in self.widths)

    @property
    def fallback(self) -> str:
        """The address of the JPEG, for what reads neither of the newer formats."""
        return self.address(self._fallback_width, "jpg")

    @property
    def names(self) -> list[str]:
        """The file of every rendition."""
        newer = [self._name(width, kind) for width in self.widths for kind in ("avif", "webp")]
        return [*newer, self._name(self._fallback_width, "jpg")]

    @property
    def _fallback_width(self) -> int:
        return min(self.width, FALLBACK)

    def _name(self, width: int, kind: str) -> str:
        return f"{self.digest}-{width}.{kind}"


def init_app(app: Flask) -> None:
    app.add_url_rule("/pictures/<rendition>", "picture", _serve)


def measure(source: bytes, alt: str) -> Picture:
    """The picture in the file's bytes, which only a PNG has decoded. Raises PictureRefused."""
    with _opened(source) as image, _damage_refused():
        width, height = image.size
        if image.getexif().get(ORIENTATION) in SIDEWAYS:
            width, height = height, width
    return Picture(hashlib.sha256(source).hexdigest()[:16], width, height, alt)


def make(source: bytes, folder: Path | None = None) -> int:
    """Encode the renditions that are missing and say how many. Raises PictureRefused."""
    picture = measure(source, "")
    folder = folder or _folder()
    missing = [name for name in picture.names if not (folder / name).exists()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        upright = _upright(source)
        for name in missing:
            _save(upright, picture, folder / name)
    return len(missing)


def is_made(picture: Picture) -> bool:
    """Whether every rendition is there."""
    return all((_folder() / name).exists() for name in picture.names)


def _opened(source: bytes) -> Image.Image:
    with _damage_refused():
        image = Image.open(BytesIO(source), formats=READABLE)
    if image.width * image.height > MOST_PIXELS:
        raise PictureRefused(TOO_LARGE)
    return image


@contextmanager
def _damage_refused() -> Iterator[None]:
    """A damaged file makes the decoders fail in many ways, of which no list is complete."""
    try:
        yield
    except UnidentifiedImageError as wrong:
        raise PictureRefused("it is not a JPEG, PNG, WebP or AVIF picture") from wrong
    except Image.DecompressionBombError as wrong:
        raise PictureRefused(TOO_LARGE) from wrong
    except Exception as wrong:
        raise PictureRefused("it is damaged") from wrong


def _upright(source: bytes) -> Image.Image:
    """The decoded picture as its camera was held, in sRGB, without anything that it tells beside.

    A photograph may tell where it was taken and by whom.
    """
    with _opened(source) as image, _damage_refused():
        image.load()
        turned = _in_srgb(ImageOps.exif_transpose(image))
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    plain = turned.convert(mode)
    plain.info = {}
    return plain


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


def _save(upright: Image.Image, picture: Picture, path: Path) -> None:
    """Write one rendition under its name only once it is whole, since it may be asked for."""
    width, kind = _parts(path.name)
    height = max(1, round(picture.height * width / picture.width))
    image = upright.resize((width, height), Image.Resampling.LANCZOS)
    if kind == "jpg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image)
        image = paper
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        image.save(file, **SAVING[kind])
    made = Path(file.name)
    made.chmod(0o644)
    made.replace(path)


def _parts(name: str) -> tuple[int, str]:
    """The width and kind of a rendition of this name. Raises ValueError where it is none."""
    found = re.fullmatch(r"[0-9a-f]{16}-(\d{1,4})\.(avif|webp|jpg)", name)
    if not found:
        raise ValueError(name)
    return int(found[1]), found[2]


def _serve(rendition: str) -> Response:
    try:
        _, kind = _parts(rendition)
    except ValueError:
        abort(404)
    response = send_from_directory(_folder(), rendition, mimetype=MIMETYPES[kind])
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _folder() -> Path:
    return Path(current_app.instance_path) / "pictures"
