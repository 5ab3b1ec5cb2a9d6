"""What staff say of a picture, and what keeps one from going live."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask, render_template_string
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from frontdesk.core.db import transaction
from frontdesk.media import alt, store, uses
from frontdesk.media.problems import problems
from frontdesk.media.uses import Use
from tests.client import CheckingClient
from tests.media.adding import add, make_all
from tests.media.files import photo
from tests.page import parse, text_of


@pytest.mark.one_database
@pytest.mark.parametrize(
    "words",
    [
        "IMG_1234",
        "IMG_1234.jpg",
        "img 1234",
        "DSC00017",
        "DSCF-0017 (2)",
        "PXL_20261101_101500",
        "Screenshot 2026-11-01 at 10.15.00",
        "WhatsApp Image 2026-11-01 at 10.15.00 AM",
        "image",
        "photo 3",
        "a sign above a door.jpeg",
        "sign-door-final",
        "Sign door FINAL",
        "sign_door_final2",
        "sign-door-final.png",
    ],
)
def test_a_file_name_is_no_alt_text(words: str) -> None:
    assert alt.fault(words, "sign-door-final.jpg") == alt.FILE_NAME


@pytest.mark.one_database
@pytest.mark.parametrize(
    "words",
    [
        "A red LED sign above the door of a pharmacy",
        "Image of a waiting room with a patient calling display",
        "Photo wall in a foyer",
        "Zwei Männer vor einer Anzeige",
        "門の上の看板",
        "P4 panel, 2 m wide",
    ],
)
def test_words_are_alt_text(words: str) -> None:
    assert alt.fault(words, "IMG_1234.jpg") == ""


@pytest.mark.one_database
@pytest.mark.parametrize("words", ["...", "12", "-", "🙂"])
def test_signs_are_no_words(words: str) -> None:
    assert alt.fault(words, "IMG_1234.jpg") == alt.NO_WORDS


def test_what_is_said_of_a_picture_is_kept(author: CheckingClient) -> None:
    picture = add(author, photo()).id
    form = author.form(f"/staff/media/{picture}", "Save")
    answer = form.submit(alt="A sign\r\nabove a door", caption="By night", across="20", down="90")
    assert answer.status_code == 303
    found = store.by_id(picture)
    assert found is not None
    assert (found.alt, found.caption) == ("A sign above a door", "By night")
    assert (found.focal_x, found.focal_y) == (0.2, 0.9)
    again = author.form(f"/staff/media/{picture}", "Save").values
    assert (again["across"], again["down"]) == ("20", "90")
    assert found.picture.focus == "focus-x-1 focus-y-4"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"alt": "door.jpg"}, "That is a file&#39;s name"),
        ({"alt": "A sign", "decorative": "y"}, "A decoration has no text"),
        ({"alt": "A" * 401}, "at most 400 characters"),
        ({"across": "101"}, "from 0 to 100"),
        ({"across": ""}, "from 0 to 100"),
        ({"down": "middle"}, "Not a valid integer value"),
        ({"caption": "\x07"}, "cannot be shown"),
    ],
)
def test_what_does_not_fit_is_said_and_stays_typed(
    author: CheckingClient, typed: dict[str, str], complaint: str
) -> None:
    picture = add(author, photo()).id
    answer = author.form(f"/staff/media/{picture}", "Save").submit(
        **{"caption": "Kept", "across": "7", **typed}
    )
    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'href="#' in answer.text
    assert "7" in answer.text
    found = store.by_id(picture)
    assert found is not None
    assert (found.alt, found.caption, found.focal_x) == ("", "", 0.5)


@dataclass(frozen=True)
class Shown:
    picture: str
    alt: str = ""
    decorative: bool = False


def test_a_picture_goes_live_when_it_is_described_and_made(author: CheckingClient) -> None:
    digest = add(author, photo(), "sign-door.jpg").digest
    good, decoration = Shown(digest, "A red sign by night"), Shown(digest, decorative=True)
    wrong = [Shown(digest), Shown(digest, "Sign door")]
    making = "It is still being made: 1 of 7 sizes so far."
    assert problems([*wrong, good, decoration]) == [alt.MISSING, alt.FILE_NAME, making, making]
    make_all()
    assert problems([*wrong, good, decoration]) == [alt.MISSING, alt.FILE_NAME, "", ""]
    assert problems([]) == []


def test_a_picture_that_was_given_up_never_goes_live(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = add(author, photo()).digest
    with transaction() as session:
        session.execute(
            text("UPDATE media_picture SET state = 'REFUSED', reason = 'it is damaged'")
        )
    assert problems([Shown(digest, "A sign")]) == ["It cannot be shown: it is damaged."]


def test_a_picture_that_came_with_the_site_needs_words_too(app: Flask) -> None:
    assert problems([Shown("0123456789abcdef"), Shown("0123456789abcdef", "A sign")]) == [
        alt.MISSING,
        "",
    ]


def test_a_picture_that_is_shown_is_not_deleted(
    make_app: Callable[..., Flask], app: Flask, author: CheckingClient
) -> None:
    picture = add(author, photo()).id
    form = author.form(f"/staff/media/{picture}", "Delete this picture")
    uses.tell(app, lambda _: [Use("New sign in Leeds", "/staff/media")])
    try:
        answer = author.get(form.submit().location)
        assert "take it out of the places below first" in text_of(answer.text)
        assert "New sign in Leeds" in answer.text
        assert store.by_id(picture) is not None
    finally:
        app.extensions["media_uses"].clear()


def test_a_form_chooses_among_the_newest(app: Flask, author: CheckingClient) -> None:
    first, second = add(author, photo(20, 10)).id, add(author, photo(30, 10)).id
    template = """{% from "components/media.html" import media_field %}
      {{ media_field("lead", "Lead picture", recent_pictures(), chosen=(chosen,)) }}"""
    with app.test_request_context():
        page = parse(render_template_string(template, chosen=first))
    boxes = page.query("input[type=radio]")
    assert [box.attrs["value"] for box in boxes] == ["", str(second), str(first)]
    assert ["checked" in box.attrs for box in boxes] == [False, False, True]
    part = author.get(f"/staff/media/picker?name=lead&before={second}").text
    assert f'value="{first}"' in part
    assert f'value="{second}"' not in part
    assert 'type="checkbox"' in author.get("/staff/media/picker?name=gallery&several=1").text


def test_the_database_refuses_what_makes_no_sense(app: Flask, author: CheckingClient) -> None:
    add(author, photo())
    for change in (
        "focal_x = 1.5",
        "alt = 'A', decorative = TRUE",
        "lease = 'a'",
        "state = 'DONE'",
    ):
        with pytest.raises(IntegrityError), transaction() as session:
            session.execute(text(f"UPDATE media_picture SET {change}"))  # noqa: S608
