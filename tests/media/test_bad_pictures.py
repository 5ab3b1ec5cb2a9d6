"""Every picture that people might send is shown rightly or refused in words."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from frontdesk.core import darkroom, objects
from frontdesk.media.models import MediaPicture
from tests.client import CheckingClient
from tests.media import files
from tests.media.adding import add, make_all, master, refusal, rendered, send
from tests.pictures.drawing import BLUE, RED, drawn, is_about, saved

pytestmark = pytest.mark.one_database

MOST_MEMORY = 400 * 1000 * 1000
# Says how much memory the darkroom had at most, as the kernel counted it.
WATCHED = """
import sys
from frontdesk.core import darkroom
try:
    darkroom.main()
finally:
    lines = open("/proc/self/status").read().splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    with open(sys.argv[1], "a") as told:
        print(int(peak) * 1024, file=told)
"""


@pytest.fixture(autouse=True)
def peaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No picture of this file, good or bad, takes 400 MB of memory."""
    told = tmp_path / "peaks"
    monkeypatch.setattr(darkroom, "COMMAND", [sys.executable, "-c", WATCHED, str(told)])
    yield told
    found = [int(line) for line in told.read_text().splitlines()]
    assert found
    assert max(found) < MOST_MEMORY, f"{max(found) / 1e6:.0f} MB"


def looks_right(picture: MediaPicture, width: int, height: int) -> None:
    """Blue with its left quarter red, in the master and in every rendition."""
    assert (picture.width, picture.height) == (width, height)
    make_all()
    for image in (master(picture), *rendered(picture).values()):
        plain = image.convert("RGB")
        assert abs(plain.width / plain.height - width / height) < 0.02
        assert is_about(plain.getpixel((plain.width // 8, plain.height // 2)), RED)
        assert is_about(plain.getpixel((plain.width * 5 // 8, plain.height // 2)), BLUE)


def nothing_beside(picture: MediaPicture, *payloads: bytes) -> None:
    """The files hold what is seen and nothing else."""
    names = [picture.master, *(f"renditions/{name}" for name in picture.picture.names)]
    for name in names:
        content = objects.store().get(name)
        assert not any(payload in content for payload in payloads)
        image = Image.open(BytesIO(content))
        assert not dict(image.getexif())
        assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_each_format_is_shown(author: CheckingClient, kind: str) -> None:
    looks_right(add(author, saved(drawn(800, 400), kind)), 800, 400)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_camera_held_any_way_makes_an_upright_picture(
    author: CheckingClient, orientation: int
) -> None:
    picture = add(author, files.turned(orientation))
    sideways = orientation > 4
    assert (picture.width, picture.height) == ((400, 800) if sideways else (800, 400))
    image = master(picture)
    # Where the red quarter comes to lie: left, right, right, left, top, top, bottom, bottom.
    places = {1: "l", 2: "r", 3: "r", 4: "l", 5: "t", 6: "t", 7: "b", 8: "b"}
    spots = {"l": (50, 200), "r": (750, 200), "t": (200, 50), "b": (200, 750)}
    for place, spot in spots.items():
        if sideways == (place in "tb"):
            wanted = RED if places[orientation] == place else BLUE
            assert is_about(image.getpixel(spot), wanted), place
    make_all()
    nothing_beside(picture)


def test_the_colours_of_a_printers_file_are_right(author: CheckingClient) -> None:
    looks_right(add(author, files.cmyk()), 800, 400)


def test_a_colour_profile_is_applied_before_it_is_taken_away(author: CheckingClient) -> None:
    picture = add(author, files.wide_gamut())
    # What the file calls red its profile calls green.
    red, green, _ = master(picture).getpixel((100, 200))
    assert green > red + 60
    make_all()
    nothing_beside(picture)


@pytest.mark.parametrize("colour", [True, False])
def test_sixteen_bits_a_channel_become_eight(author: CheckingClient, colour: bool) -> None:
    picture = add(author, files.deep(colour), "deep.png")
    image = master(picture)
    assert image.mode == "RGB"
    assert is_about(image.getpixel((100, 20)), (0x40, 0x40, 0x40))
    assert is_about(image.getpixel((100, 80)), (0xC0, 0xC0, 0xC0))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept_and_that_is_said(
    author: CheckingClient, kind: str
) -> None:
    answer = send(author, files.moving(kind))
    assert "It was animated; its first frame was kept." in author.text(answer.location)
    picture = add(author, files.moving(kind))
    looks_right(picture, 400, 200)
    assert not any(getattr(one, "is_animated", False) for one in rendered(picture).values())


def test_thirty_thousand_by_thirty_thousand_is_refused_by_its_header(
    author: CheckingClient, peaks: Path
) -> None:
    bomb = files.bomb()
    assert len(bomb) < 1_000_000
    assert "it has more than 50 million pixels" in refusal(author, bomb, "bomb.png")
    # Nothing was decoded: opened, this would be a hundred megabytes even at one bit a dot.
    assert int(peaks.read_text()) < 100_000_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_half_a_picture_is_refused(author: CheckingClient, kind: str) -> None:
    whole = saved(Image.effect_noise((600, 300), 90).convert("RGB"), kind)
    said = refusal(author, whole[: len(whole) // 2])
    # Half an AVIF file may lack what tells that it is one.
    assert "it is damaged" in said or "it is not a JPEG, PNG, WebP or AVIF picture" in said


@pytest.mark.parametrize("name", ["drawing.svg", "drawing.jpg"])
def test_a_drawing_with_a_program_is_refused_whatever_it_is_called(
    author: CheckingClient, name: str
) -> None:
    said = refusal(author, files.svg(), name)
    assert "it is an SVG drawing, which may carry a program" in said
    assert "save it as a JPEG or PNG" in said


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 and so on", "a PDF document"),
        (b"\0\0\0\x18ftypheic and so on", "a HEIC picture"),
        (b"\0\0\0\x18ftypisom and so on", "a film"),
        (b"PK\x03\x04 and so on", "an archive or an office document"),
        (saved(drawn(9, 9), "TIFF"), "a TIFF picture"),
        (saved(drawn(9, 9), "BMP"), "a BMP picture"),
        (b"<html><script>alert(1)</script>", "not a JPEG, PNG, WebP or AVIF picture"),
    ],
)
def test_what_is_sent_by_mistake_is_called_by_its_name(
    author: CheckingClient, content: bytes, what: str
) -> None:
    assert f"it is {what}" in refusal(author, content)


def test_a_page_inside_a_picture_is_left_behind(author: CheckingClient) -> None:
    picture = add(author, files.with_page())
    looks_right(picture, 600, 300)
    nothing_beside(picture, b"<script", b"<html", b"alert")


def test_an_archive_behind_a_picture_is_left_behind(author: CheckingClient) -> None:
    picture = add(author, files.with_archive())
    looks_right(picture, 600, 300)
    nothing_beside(picture, b"PK\x03\x04", b"PK\x05\x06", b"PAYLOAD", b"run.sh")


def test_where_a_photograph_was_taken_is_left_behind(author: CheckingClient) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Secret Photographer"
    exif.get_ifd(0x8825)[2] = (51.0, 23.0, 9.0)
    picture = add(author, files.photo(600, 300, exif=exif, xmp=b"<x>Secret place</x>"))
    make_all()
    nothing_beside(picture, b"Secret")


def test_what_shows_through_stays_so_and_is_white_in_the_fallback(
    author: CheckingClient,
) -> None:
    picture = add(author, files.see_through(), "logo.png")
    make_all()
    found = rendered(picture)
    for name in ("600.avif", "600.webp"):
        assert found[name].getpixel((450, 150))[3] == 0
    assert is_about(found["600.jpg"].getpixel((450, 150)), (255, 255, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_the_largest_picture_is_made_small(author: CheckingClient, kind: str) -> None:
    large = files.large(kind)
    picture = add(author, large)
    assert (picture.width, picture.height) == (2560, 1984)
    # A GIF of one colour is written with a palette that is not quite that colour.
    colour = Image.open(BytesIO(large)).convert("RGB").getpixel((1000, 1000))
    assert is_about(master(picture).getpixel((1000, 1000)), colour)


@pytest.mark.parametrize("options", [{"lossless": True}, {"exif": b"Exif\0\0"}])
def test_every_kind_of_webp_is_measured_before_it_is_opened(
    author: CheckingClient, options: dict[str, object], peaks: Path
) -> None:
    blue = Image.new("RGB", (8_000, 6_200), BLUE)
    said = refusal(author, saved(blue, "WEBP", method=0, **options))
    assert "as WEBP it may have 16 million pixels at most" in said
    assert int(peaks.read_text()) < 100_000_000


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_formats_that_take_more_memory_may_have_fewer_dots(
    author: CheckingClient, kind: str
) -> None:
    said = refusal(author, files.large(kind))
    assert f"as {kind} it may have 16 million pixels at most" in said
    picture = add(author, files.large(kind, 5_000, 3_200))
    assert (picture.width, picture.height) == (2560, 1638)


def test_a_decoder_that_dies_is_a_refusal(
    author: CheckingClient, peaks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peaks.write_text("0\n")
    monkeypatch.setattr(darkroom, "COMMAND", [sys.executable, "-c", "import os; os.abort()"])
    assert "more memory or time than a picture should" in refusal(author, files.photo())


def test_a_decoder_that_never_ends_is_a_refusal(
    author: CheckingClient, peaks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peaks.write_text("0\n")
    monkeypatch.setattr(darkroom, "PATIENCE", 0.5)
    monkeypatch.setattr(darkroom, "COMMAND", [sys.executable, "-c", "while True: pass"])
    assert "more memory or time than a picture should" in refusal(author, files.photo())


def test_the_darkroom_may_not_fill_the_memory(
    tmp_path: Path, peaks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hungry = "import sys; from frontdesk.core import darkroom as d; d.JOBS['master'] = lambda **_: "
    hungry += "{'length': len(bytearray(500_000_000))}; d.main()"
    monkeypatch.setattr(darkroom, "COMMAND", [sys.executable, "-c", hungry])
    with pytest.raises(darkroom.PictureRefused, match="more memory"):
        darkroom.master(tmp_path / "any", tmp_path)
    peaks.write_text("0\n")
