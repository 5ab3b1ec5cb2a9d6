"""Photographs: made small beforehand in the formats that browsers like, served for ever.

`measure` reads what a file says at its beginning, so it may be done at every start; `make` encodes
the renditions into INSTANCE_PATH/pictures, which is done once, before the site is served. A
rendition's name holds the hash of the original, so what an address shows never changes.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, send_from_directory

from frontdesk.core import objects
from frontdesk.core.imaging import PictureRefused as PictureRefused
from frontdesk.core.imaging import (
    damage_refused,
    opened,
    upright,
    upright_size,
    write_rendition,
)

# Stored pictures are looked for in these widths (in pixels): to change one, make all of them anew.
WIDTHS = (480, 960, 1440)
FALLBACK = 960
YEAR = 31_536_000

MIMETYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
STEPS = 4


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
    def focus(self) -> str:
        """Classes of the style that say what stays in sight where it is cropped: the middle."""
        return ""

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

    def size_of(self, name: str) -> tuple[int, int]:
        """Width and height in pixels of a rendition of this name. Raises ValueError."""
        width, _ = _parts(name)
        return width, max(1, round(self.height * width / self.width))

    @property
    def _fallback_width(self) -> int:
        return min(self.width, FALLBACK)

    def _name(self, width: int, kind: str) -> str:
        return f"{self.digest}-{width}.{kind}"


@dataclass(frozen=True)
class FocusedPicture(Picture):
    """A picture with the point that matters most, in parts of one from the left and the top."""

    focal_x: float = 0.5
    focal_y: float = 0.5

    @property
    def focus(self) -> str:
        across, down = round(self.focal_x * STEPS), round(self.focal_y * STEPS)
        return f"focus-x-{across} focus-y-{down}"


def init_app(app: Flask) -> None:
    app.add_url_rule("/pictures/<rendition>", "picture", _serve)


def measure(source: bytes, alt: str) -> Picture:
    """The picture in the file's bytes, which only a PNG has decoded. Raises PictureRefused."""
    with opened(source) as image, damage_refused():
        width, height = upright_size(image)
    return Picture(hashlib.sha256(source).hexdigest()[:16], width, height, alt)


def make(source: bytes, folder: Path | None = None) -> int:
    """Encode the renditions that are missing and say how many. Raises PictureRefused."""
    picture = measure(source, "")
    folder = folder or _folder()
    missing = [name for name in picture.names if not (folder / name).exists()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        with opened(source) as image:
            plain = upright(image)
        for name in missing:
            write_rendition(plain, *picture.size_of(name), folder / name)
    return len(missing)


def is_made(picture: Picture) -> bool:
    """Whether every rendition is there."""
    return all((_folder() / name).exists() for name in picture.names)


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
    response = _from_folder(rendition) or _from_store(rendition)
    if response is None:
        return _smallest(rendition)
    response.mimetype = MIMETYPES[kind]
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _smallest(rendition: str) -> Response:
    """What there is of a picture while the worker makes its sizes, for whoever looks at a draft."""
    digest, width = rendition.partition("-")[0], _parts(rendition)[0]
    response = _from_store(f"{digest}-{min(width, WIDTHS[0])}.webp") or abort(404)
    response.mimetype = MIMETYPES["webp"]
    response.headers["Cache-Control"] = "no-store"
    return response


def _from_folder(rendition: str) -> Response | None:
    """What the site came with is made on every machine; what staff added is in the store."""
    if not (_folder() / rendition).exists():
        return None
    return send_from_directory(_folder(), rendition)


def _from_store(rendition: str) -> Response | None:
    try:
        return Response(objects.store().get(f"renditions/{rendition}"))
    except objects.NotKept:
        return None


def _folder() -> Path:
    return Path(current_app.instance_path) / "pictures"
