"""Making the renditions of a picture."""

import contextlib
import random
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from frontdesk.core import imaging
from frontdesk.core.pictures import PictureRefused, make, measure
from tests.pictures.drawing import BLUE, RED, drawn, is_about, saved

SIGNATURES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


def made(folder: Path) -> dict[str, Image.Image]:
    """The renditions by what their names say after the hash."""
    return {path.name.split("-")[1]: Image.open(path) for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    ("width", "widths", "fallback"),
    [
        (1600, [480, 960, 1440], 960),
        (1440, [480, 960, 1440], 960),
        (1000, [480, 960, 1000], 960),
        (700, [480, 700], 700),
        (480, [480], 480),
        (5, [5], 5),
    ],
)
def test_every_width_in_both_formats_and_never_larger_than_the_original(
    tmp_path: Path, width: int, widths: list[int], fallback: int
) -> None:
    source = saved(drawn(width, 300))
    assert make(source, tmp_path) == 2 * len(widths) + 1
    wanted = {f"{one}.{kind}" for one in widths for kind in ("avif", "webp")}
    found = made(tmp_path)
    assert found.keys() == {*wanted, f"{fallback}.jpg"}
    for name, image in found.items():
        number, kind = name.split(".")
        assert image.format == SIGNATURES[kind]
        assert image.size == (int(number), max(1, round(300 * int(number) / width)))
    assert {path.name for path in tmp_path.iterdir()} == set(measure(source, "").names)


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    source = saved(drawn(600))
    assert make(source, tmp_path) == 5
    assert make(source, tmp_path) == 0
    next(tmp_path.glob("*.avif")).unlink()
    assert make(source, tmp_path) == 1


def test_another_picture_gets_other_names() -> None:
    assert measure(saved(drawn(600)), "").digest != measure(saved(drawn(601)), "").digest


@pytest.mark.parametrize("orientation", [6, 8])
def test_a_camera_held_sideways_makes_an_upright_picture(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[imaging.ORIENTATION] = orientation
    source = saved(drawn(800, 400), exif=exif)
    picture = measure(source, "")
    assert (picture.width, picture.height) == (400, 800)
    make(source, tmp_path)
    for image in made(tmp_path).values():
        assert image.size == (400, 800)
        upper, lower = image.getpixel((200, 40)), image.getpixel((200, 760))
        assert is_about(upper if orientation == 6 else lower, RED)
        assert is_about(lower if orientation == 6 else upper, BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_but_the_picture_is_passed_on(tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Secret Photographer"
    exif.get_ifd(0x8825)[2] = (51.0, 23.0, 9.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = saved(drawn(600), kind, exif=exif, icc_profile=profile, xmp=b"<x>Secret</x>")
    assert b"Secret" in source
    make(source, tmp_path)
    for path in tmp_path.iterdir():
        assert b"Secret" not in path.read_bytes()
        image = Image.open(path)
        assert not dict(image.getexif())
        assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()
        assert is_about(image.convert("RGB").getpixel((400, 100)), BLUE)


def test_a_colour_profile_that_cannot_be_read_does_no_harm(tmp_path: Path) -> None:
    make(saved(drawn(600), icc_profile=b"no profile"), tmp_path)
    assert all(
        is_about(image.convert("RGB").getpixel((400, 100)), BLUE)
        for image in made(tmp_path).values()
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_shown(tmp_path: Path, mode: str) -> None:
    image = Image.new("I;16", (600, 300)) if mode == "I;16" else drawn(600, 300, mode)
    assert make(saved(image, "PNG"), tmp_path) == 5


def test_what_shows_through_stays_so_and_is_white_in_the_fallback(tmp_path: Path) -> None:
    image = drawn(600, 300, "RGBA")
    image.putalpha(0)
    make(saved(image, "PNG"), tmp_path)
    found = made(tmp_path)
    assert found["600.avif"].getpixel((300, 100))[3] == 0
    assert found["600.webp"].getpixel((300, 100))[3] == 0
    assert is_about(found["600.jpg"].getpixel((300, 100)), (255, 255, 255))


@pytest.mark.parametrize(
    "source", [b"", b"<svg/>", b"GIF89a", saved(drawn(9, 9), "GIF"), saved(drawn(9, 9), "BMP")]
)
def test_what_is_no_picture_of_ours_is_refused(source: bytes) -> None:
    with pytest.raises(PictureRefused, match="not a JPEG, PNG, WebP or AVIF"):
        measure(source, "")


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imaging, "MOST_PIXELS", 1_000_000)
    with pytest.raises(PictureRefused, match="million pixels"):
        make(saved(drawn(1001, 1000)), Path("never made"))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 400_000)
    with pytest.raises(PictureRefused, match="million pixels"):
        measure(saved(drawn(1001, 1000)), "")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_refused_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    whole = saved(Image.effect_noise((600, 300), 90).convert("RGB"), kind)
    with pytest.raises(PictureRefused):
        make(whole[: len(whole) // 2], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_with_any_byte_changed_is_shown_or_refused(tmp_path: Path, kind: str) -> None:
    chance = random.Random(kind)
    exif = Image.Exif()
    exif[imaging.ORIENTATION] = 6
    whole = saved(drawn(60, 40), kind, exif=exif)
    for _ in range(60):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] = chance.randrange(256)
        with contextlib.suppress(PictureRefused):
            make(bytes(changed), tmp_path)
