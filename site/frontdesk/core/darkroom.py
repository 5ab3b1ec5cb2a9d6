"""Opening pictures that people sent: in a process of its own, with bounded memory and time.

Decoders are large programs that read what strangers wrote. Here one that runs away or breaks takes
nothing with it: this module, run as a program, does one job and ends; `master` and `rendition`
start it and say what came of it.
"""

import json
import logging
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from frontdesk.core import imaging
from frontdesk.core.imaging import PictureRefused

LONGEST_SIDE = 2560
READABLE = (*imaging.READABLE, "GIF")
# Of the memory that a program fills by itself; with its libraries it stays below 400 MB.
MEMORY = 340 * 1024 * 1024
PROCESSOR_SECONDS = 60
PATIENCE = 120
LOSSLESS = ("PNG", "GIF")
# In dots: these decoders hold a picture several times over.
HUNGRY = ("WEBP", "AVIF")
MOST_HUNGRY = 16_000_000
MASTERS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 92, "subsampling": 0, "optimize": True},
    "png": {"format": "PNG"},
}
COMMAND = [sys.executable, "-m", "frontdesk.core.darkroom"]

TOO_MUCH = "opening it takes more memory or time than a picture should"
MOVING = "It was animated; its first frame was kept."

BEGINNINGS = {
    b"%PDF": "a PDF document",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"BM": "a BMP picture",
    b"8BPS": "a Photoshop file",
    b"PK\x03\x04": "an archive or an office document",
    b"\xff\x0a": "a JPEG XL picture",
}
BRANDS = {
    b"ftyphei": "a HEIC picture, as telephones take them",
    b"ftypmif1": "a HEIC picture, as telephones take them",
    b"ftypisom": "a film",
    b"ftypmp4": "a film",
    b"ftypqt": "a film",
}

log = logging.getLogger(__name__)

_at_once = threading.BoundedSemaphore(1)


class Busy(Exception):
    """Other pictures are being opened; it may be tried again at once."""


@dataclass(frozen=True)
class Master:
    """A picture as it is kept: `kind` is jpg or png, `note` tells what was left behind."""

    width: int
    height: int
    kind: str
    note: str


def master(source: Path, folder: Path) -> Master:
    """Write the file `master` into the folder, at most 2560 pixels wide and high.

    Raises PictureRefused, or Busy where this process is still at other pictures.
    """
    with _turn():
        return Master(**_run(do="master", source=str(source), target=str(folder / "master")))


def rendition(source: Path, width: int, height: int, target: Path) -> None:
    """Write one rendition, whose kind the target's suffix says. Raises PictureRefused."""
    _run(do="rendition", source=str(source), target=str(target), width=width, height=height)


@contextmanager
def _turn() -> Iterator[None]:
    if not _at_once.acquire(timeout=20):
        raise Busy
    try:
        yield
    finally:
        _at_once.release()


def _run(**job: Any) -> dict[str, Any]:
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    try:
        ran = subprocess.run(
            COMMAND,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=PATIENCE,
            env=environment,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as wrong:
        log.warning("A picture could not be opened: %s", (wrong.stderr or b"").decode()[-500:])
        raise PictureRefused(TOO_MUCH) from wrong
    told: dict[str, Any] = json.loads(ran.stdout)
    if "refused" in told:
        raise PictureRefused(told["refused"])
    return told


def main() -> None:
    """One job from standard input; what came of it goes to standard output."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    job = json.load(sys.stdin)
    try:
        told = JOBS[job.pop("do")](**job)
    except PictureRefused as refused:
        told = {"refused": str(refused)}
    except MemoryError:
        told = {"refused": TOO_MUCH}
    print(json.dumps(told))


def _make_master(source: str, target: str) -> dict[str, Any]:
    with Path(source).open("rb") as file:
        head = file.read(1024)
    _refuse_known(head)
    if head[8:12] == b"WEBP":
        # Merely to open one takes memory for all of its dots.
        _refuse_many("WEBP", *_webp_size(head))
    with imaging.opened(Path(source), READABLE) as image:
        if image.format in HUNGRY:
            _refuse_many(image.format, *image.size)
        moving = getattr(image, "is_animated", False) and image.format != "MPO"
        lossless = image.format in LOSSLESS
        plain = imaging.upright(image, LONGEST_SIDE)
    kind = "png" if lossless or plain.mode == "RGBA" else "jpg"
    imaging.write(plain, Path(target), MASTERS[kind])
    note = MOVING if moving else ""
    return {"width": plain.width, "height": plain.height, "kind": kind, "note": note}


def _make_rendition(source: str, target: str, width: int, height: int) -> dict[str, Any]:
    with Image.open(source, formats=("JPEG", "PNG")) as image:
        imaging.write_rendition(image, width, height, Path(target))
    return {}


def _refuse_many(kind: str, width: int, height: int) -> None:
    if width * height > MOST_HUNGRY:
        most = MOST_HUNGRY // 1_000_000
        raise PictureRefused(f"as {kind} it may have {most} million pixels at most")


def _webp_size(head: bytes) -> tuple[int, int]:
    """Width and height as the header has them, for each of the three kinds of WebP."""
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    sides = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
    return sides[0] & 0x3FFF, sides[1] & 0x3FFF


def _refuse_known(head: bytes) -> None:
    """What people send by mistake is called by its name, so that they know what to do."""
    if not head:
        raise PictureRefused("it is empty")
    found = next((name for start, name in BEGINNINGS.items() if head.startswith(start)), "")
    found = found or next(
        (name for brand, name in BRANDS.items() if head[4:].startswith(brand)), ""
    )
    if b"<svg" in head.lower():
        found = "an SVG drawing, which may carry a program"
    if found:
        raise PictureRefused(f"it is {found}. Please save it as a JPEG or PNG and add that")


JOBS: dict[str, Callable[..., dict[str, Any]]] = {
    "master": _make_master,
    "rendition": _make_rendition,
}

if __name__ == "__main__":
    main()
