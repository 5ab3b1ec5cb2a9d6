"""Design a sign on its page, without JavaScript."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest
from justhtml import JustHTML

from frontdesk.core.dotfont import BOX, FONT
from frontdesk.core.sign import CHOICES, MOST_CHARACTERS, Sign
from frontdesk.settings import ROOT
from frontdesk.tools import pace
from tests.client import CheckingClient
from tests.page import text_of

pytestmark = pytest.mark.one_database


def _board(html: str) -> str:
    found = re.search(r'id="board".*?(<svg.*?</svg>)', html)
    assert found is not None
    return found[1]


def _address(html: str) -> str:
    field = JustHTML(html, sanitize=False).query_one("#address")
    assert field is not None
    return str(field.attrs["value"])


def test_the_form_shows_what_is_typed(client: CheckingClient) -> None:
    answer = client.form("/tools/sign", "Show it").submit(message="Open late", colour="green")
    assert answer.status_code == 200
    assert _board(answer.text) == Sign("Open late", "green").svg()


def test_a_message_alone_suffices(client: CheckingClient) -> None:
    answer = client.get("/tools/sign?message=Open")
    assert answer.status_code == 200
    assert _board(answer.text) == Sign("Open").svg()


@pytest.mark.parametrize("query", ["", "?message=", "?message=+%0A+%7C", "?colour="])
def test_without_a_message_there_is_still_a_sign_to_see(client: CheckingClient, query: str) -> None:
    answer = client.get(f"/tools/sign{query}")
    assert answer.status_code == 200
    assert _board(answer.text) == Sign().svg()


def test_the_address_on_the_page_leads_to_the_same_sign(client: CheckingClient) -> None:
    typed = {"message": "Open\n& „warm“ → 7", "colour": "rainbow", "rows": "3", "scroll": "left"}
    page = client.form("/tools/sign", "Show it").submit(**typed, speed="fast", align="right")
    again = client.get(_address(page.text))
    assert _board(again.text) == _board(page.text)
    assert again.text == page.text


def test_each_choice_is_taken(client: CheckingClient) -> None:
    for name, choices in CHOICES.items():
        for value in choices:
            page = client.form("/tools/sign", "Show it").submit(**{name: value})
            assert page.status_code == 200
            assert client.form_in(page, "Show it").values[name] == value


def test_too_long_a_message_is_kept_and_shown_as_far_as_it_goes(client: CheckingClient) -> None:
    typed = "M" * (MOST_CHARACTERS + 2)
    answer = client.get("/tools/sign", query_string={"message": typed})
    assert answer.status_code == 422
    assert "Please leave out 2 characters" in text_of(answer.text)
    assert client.form_in(answer, "Show it").values["message"].strip() == typed
    assert _board(answer.text) == Sign("M" * MOST_CHARACTERS).svg()


@pytest.mark.parametrize("name", [*CHOICES])
def test_a_choice_that_does_not_exist_gives_way_to_the_usual_one(
    client: CheckingClient, name: str
) -> None:
    answer = client.get("/tools/sign", query_string={"message": "Open", name: "puce"})
    assert answer.status_code == 422
    assert f"no such {name}" in text_of(answer.text)
    assert client.form_in(answer, "Show it").values[name] == getattr(Sign(), name)
    assert _board(answer.text) == Sign("Open").svg()


def test_characters_that_cannot_be_shown_are_named(client: CheckingClient) -> None:
    answer = client.get("/tools/sign", query_string={"message": "Hi 日本 日"})
    assert answer.status_code == 200
    assert "This display cannot show 日 本 and shows an empty box instead." in text_of(answer.text)


@pytest.mark.parametrize(
    "message",
    [
        "\0",
        "\x1b[0m\u202e",
        "<script>alert(1)</script>",
        "'\"&<>",
        "\ud800".encode(errors="replace"),
    ],
)
def test_nothing_that_is_typed_harms_the_page(client: CheckingClient, message: str) -> None:
    answer = client.get("/tools/sign", query_string={"message": message})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_an_address_that_says_the_same_twice_is_no_fault(client: CheckingClient) -> None:
    answer = client.get("/tools/sign?message=One&message=Two&colour=red&colour=puce")
    assert _board(answer.text) == Sign("One", "red").svg()


def test_the_page_can_be_paused_only_if_it_moves(client: CheckingClient) -> None:
    def hidden(query: str) -> bool:
        button = JustHTML(client.get(query).text, sanitize=False).query_one("#play")
        assert button is not None
        return "hidden" in button.attrs

    assert hidden("/tools/sign?message=Open")
    assert not hidden("/tools/sign?message=Open&scroll=up")


def test_the_script_is_given_the_same_letters(client: CheckingClient) -> None:
    board = JustHTML(client.get("/tools/sign").text, sanitize=False).query_one("#board")
    assert board is not None
    rules = json.loads(str(board.attrs["data-board"]))
    font = rules["font"]
    read = {font[at]: font[at + 1 : at + 8] for at in range(0, len(font), 8)}
    assert {c: tuple(int(row, 32) for row in rows) for c, rows in read.items()} == FONT
    assert tuple(int(row, 32) for row in rules["box"]) == BOX


def test_no_dot_flashes_more_than_three_times_a_second() -> None:
    changes = 1000 / pace.LEAST_BETWEEN
    assert changes / 2 <= 3
    between = [ms for speeds in pace.BETWEEN.values() for ms in speeds.values()]
    assert min(between) >= pace.LEAST_BETWEEN


def test_a_faster_speed_is_faster() -> None:
    for move in ("left", "up"):
        speeds = [
            pace.DOTS_A_STEP[move][speed] / pace.BETWEEN[move][speed] for speed in CHOICES["speed"]
        ]
        assert speeds == sorted(set(speeds))


def test_the_page_says_what_it_is_to_machines(client: CheckingClient) -> None:
    html = client.get("/tools/sign?message=Open&colour=red").text
    assert '<link rel="canonical" href="http://localhost/tools/sign">' in html
    assert "http://localhost/tools/sign/share.png" in html
    assert '"@type": "WebApplication"' in html
    assert '"@type": "BreadcrumbList"' in html


def test_the_estimate_carries_the_sign(client: CheckingClient) -> None:
    html = client.get("/tools/sign?message=Open+%26+late&colour=red").text
    link = JustHTML(html, sanitize=False).query_one("#estimate")
    assert link is not None
    carried = parse_qs(urlsplit(str(link.attrs["href"])).query)["sign"]
    assert [Sign.parse(text) for text in carried] == [Sign("Open & late", "red")]


def test_page_and_styles_are_light(client: CheckingClient) -> None:
    html = client.get("/tools/sign?message=Open+late|every+day&colour=rainbow").data
    styles = [ROOT / "static" / "css" / name for name in ("main.css", "sign.css")]
    weight = sum(len(brotli.compress(part)) for part in (html, *(f.read_bytes() for f in styles)))
    assert weight <= 14 * 1024
    script = (ROOT / "static" / "js" / "sign.js").read_bytes()
    assert len(brotli.compress(script)) <= 10 * 1024
