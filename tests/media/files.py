"""Files that people might send, good and bad, made on the spot."""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageDraw

from tests.pictures.drawing import BLUE, drawn, saved

SCRIPT = b"<script>alert(1)</script>"


def photo(width: int = 1600, height: int = 900, **options: Any) -> bytes:
    return saved(drawn(width, height), "JPEG", quality=92, **options)


def turned(orientation: int) -> bytes:
    """Blue with its left quarter red, as the camera was held when it wrote this orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (51.0, 23.0, 9.0)
    return saved(drawn(800, 400), exif=exif)


def cmyk() -> bytes:
    return saved(drawn(800, 400).convert("CMYK"), quality=95)


def wide_gamut() -> bytes:
    """A picture whose numbers mean other colours than in sRGB: red and green change places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    data = bytearray(profile.tobytes())
    for number in range(struct.unpack(">I", data[128:132])[0]):
        entry = 132 + 12 * number
        name = bytes(data[entry : entry + 4])
        if name in (b"rXYZ", b"gXYZ"):
            data[entry : entry + 4] = b"gXYZ" if name == b"rXYZ" else b"rXYZ"
    return saved(drawn(800, 400), quality=95, icc_profile=bytes(data))


def deep(colour: bool) -> bytes:
    """A PNG of 16 bits a channel, by hand: its upper half 0x4000, its lower half 0xC000."""
    channels, kind = (3, 2) if colour else (1, 0)
    rows = [b"\0" + value.to_bytes(2) * channels * 200 for value in (0x4000, 0xC000)]
    return _png(200, 100, 16, kind, b"".join(row * 50 for row in rows))


def moving(kind: str) -> bytes:
    frames = [drawn(400, 200), Image.new("RGB", (400, 200), "white")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=90)


def bomb() -> bytes:
    """A PNG of 30,000 x 30,000 dots in a few hundred kilobytes."""
    packer, row = zlib.compressobj(9), bytes(1 + 30_000 // 8)
    packed = b"".join(packer.compress(row) for _ in range(30_000)) + packer.flush()
    return _png_of(30_000, 30_000, 1, 0, packed)


def large(kind: str, width: int = 8_000, height: int = 6_200) -> bytes:
    """As a rule just under the greatest number of dots."""
    return saved(Image.new("RGB", (width, height), BLUE), kind)


def svg() -> bytes:
    return b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"


def with_page() -> bytes:
    """A JPEG that is a page of HTML as well."""
    whole = photo(600, 300, comment=b"<html><!--" + SCRIPT)
    return whole + b"--><body>" + SCRIPT


def with_archive() -> bytes:
    """A JPEG that is an archive as well."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("run.sh", "echo PAYLOAD")
    return photo(600, 300) + archive.getvalue()


def see_through() -> bytes:
    image = drawn(600, 300, "RGBA")
    ImageDraw.Draw(image).rectangle((300, 0, 600, 300), fill=(0, 0, 0, 0))
    return saved(image, "PNG")


def _png(width: int, height: int, depth: int, kind: int, rows: bytes) -> bytes:
    return _png_of(width, height, depth, kind, zlib.compress(rows))


def _png_of(width: int, height: int, depth: int, kind: int, packed: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + zlib.crc32(name + content).to_bytes(4)
