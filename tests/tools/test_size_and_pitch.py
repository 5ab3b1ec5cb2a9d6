"""The size and pitch calculator as a page without JavaScript."""

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from werkzeug.datastructures import MultiDict

from frontdesk.tools.size import Display
from frontdesk.tools.size_drawing import scene, word_width
from frontdesk.tools.size_form import SizeForm
from frontdesk.tools.size_words import figures, ratio
from tests.client import CheckingClient
from tests.tools.displays import DISPLAYS, address

pytestmark = pytest.mark.one_database

SAME_CLIENT = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_the_page_opens_with_the_margate_display(client: CheckingClient) -> None:
    words = client.text("/tools/size")
    assert "800 × 100 80,000 in all, sides 8:1" in words
    assert "Its pitch is not published" in words


def test_the_form_gives_the_figures_of_what_was_typed(client: CheckingClient) -> None:
    answer = client.form("/tools/size").submit(
        distance="4", pitch="2.5", width="3.2", height="1.8", peak="500", share="30"
    )
    assert answer.status_code == 200
    for words in ("1,280 × 720", "16:9", "8.59 m", "864 W", "2.9 kW", "What can be read from "):
        assert words in answer.text


@given(DISPLAYS)
@SAME_CLIENT
def test_every_display_has_its_page(client: CheckingClient, display: Display) -> None:
    answer = client.get(address(display))
    assert answer.status_code == 200
    shown = {
        element.attrs["data-figure"]: element.to_text()
        for element in JustHTML(answer.text, sanitize=False).query("[data-figure]")
    }
    said = figures(display)
    assert shown == {name: said[name] for name in shown}
    assert {"resolution", "merging", "easily-room", "by-most-weight", "usual"} <= set(shown)


def test_an_address_that_names_only_some_numbers_keeps_the_examples_others(
    client: CheckingClient,
) -> None:
    assert "1,600 × 100" in client.text("/tools/size?width=16")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("far", "The viewing distance must be a number, such as 2.5."),
        ("", "The viewing distance must be a number, such as 2.5."),
        ("-5", "The viewing distance must be a number, such as 2.5."),
        ("1e3", "The viewing distance must be a number, such as 2.5."),
        ("٢٥", "The viewing distance must be a number, such as 2.5."),
        ("0", "The viewing distance must be between 0.5 and 500 m."),
        ("501", "The viewing distance must be between 0.5 and 500 m."),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_kept(
    client: CheckingClient, typed: str, said: str
) -> None:
    answer = client.get(f"/tools/size?distance={quote(typed)}&width=12.5")
    assert answer.status_code == 422
    assert answer.text.count(said) >= 2, "once in the summary, once at the field"
    form = client.form_in(answer)
    assert form.values["distance"] == typed
    assert form.values["width"] == "12.5"


@pytest.mark.parametrize("typed", ["2.5", "2,5", " 2.5 ", "2.500", "2.5 m", "2.5m", "02.5"])
def test_numbers_are_read_as_people_write_them(client: CheckingClient, typed: str) -> None:
    assert client.get(f"/tools/size?height={quote(typed)}").status_code == 200


@given(st.dictionaries(st.sampled_from(list(SizeForm()._fields)), st.text()))
def test_no_text_at_all_breaks_the_form(typed: dict[str, str]) -> None:
    form = SizeForm(MultiDict(typed))
    if form.validate():
        assert figures(form.display)
    else:
        assert all(errors[0].startswith("The ") for errors in form.errors.values())


@given(st.text())
@SAME_CLIENT
def test_no_text_at_all_breaks_the_page(client: CheckingClient, typed: str) -> None:
    answer = client.get("/tools/size", query_string={"pitch": typed})
    assert answer.status_code in (200, 422)


@given(DISPLAYS)
def test_the_drawing_is_to_scale_and_inside_its_picture(display: Display) -> None:
    drawn = scene(display)
    assert drawn.width / display.width == pytest.approx(drawn.height / display.height)
    assert drawn.width / display.width == pytest.approx(drawn.scale)
    assert drawn.x >= 128
    assert drawn.y >= 61
    assert drawn.person_x + 500 * drawn.scale <= 700.001
    assert drawn.ground - 1700 * drawn.scale >= 61
    assert drawn.bar_width == pytest.approx(drawn.bar * drawn.scale)
    if drawn.word:
        assert word_width(drawn.word) * drawn.dot <= drawn.width * 1.001
        assert 7 * drawn.dot <= drawn.height * 1.001


def test_the_person_is_drawn_by_the_scale_of_the_display(client: CheckingClient) -> None:
    page = JustHTML(client.get("/tools/size").text, sanitize=False)
    face = page.query_one('[data-part="face"]').attrs
    person = page.query_one('[data-part="person"]').attrs["transform"]
    scale = float(re.search(r"scale\((.+)\)", person)[1])
    assert float(face["width"]) / 8000 == pytest.approx(scale, rel=1e-3)


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (8000, 1000, "8:1"),
        (1920, 1080, "16:9"),
        (1000, 8000, "1:8"),
        (1730, 1000, "1.73:1"),
        (1000, 1730, "1:1.73"),
    ],
)
def test_the_ratio_is_in_small_numbers(width: int, height: int, words: str) -> None:
    assert ratio(width, height) == words


def test_what_whole_pixels_leave_over_is_said(client: CheckingClient) -> None:
    words = client.text("/tools/size?pitch=3&width=1&height=0.5")
    assert "1 mm of the width and 2 mm of the height are left over." in words


def test_letters_larger_than_the_display_are_said_not_to_fit(client: CheckingClient) -> None:
    words = client.text("/tools/size?distance=500")
    assert "None: they are larger than the display" in words
    assert "No word that is easily read from 500 m fits on it." in words


def test_the_assumption_about_power_is_named_and_can_be_changed(client: CheckingClient) -> None:
    assert "300 to 1,200 W/m²" in client.text("/tools/size")
    assert "3.2 kW" in client.text("/tools/size?peak=400")


def test_the_page_names_the_sources_of_its_formulas(client: CheckingClient) -> None:
    words = client.text("/tools/size")
    for source in ("Snellen", "ISO 9241-3", "NUREG-0700", "11B-703.8.4", "ET14SDG8011"):
        assert source in words


def test_the_page_describes_itself_as_an_application(client: CheckingClient) -> None:
    assert '"@type": "WebApplication"' in client.get("/tools/size").text


def test_an_estimate_is_asked_for_with_the_display_already_described(
    client: CheckingClient,
) -> None:
    page = JustHTML(client.get("/tools/size?width=16").text, sanitize=False)
    quote_page = client.get(page.query_one("#estimate").attrs["href"])
    words = "Display of 16 x 1 m, pitch 10 mm (1,600 x 100 pixels), seen from 25 m."
    assert words in quote_page.text
