"""A sign as the core knows it: from an address and back, laid out, drawn, told."""

import re
from urllib.parse import quote

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.core.dotfont import FONT
from frontdesk.core.sign import CHOICES, MOST_CHARACTERS, MOST_QUERY, Sign, cleaned
from frontdesk.core.signboard import WIDEST, dots

signs = st.builds(
    Sign.of,
    st.fixed_dictionaries(
        {"message": st.text(max_size=150), **{n: st.sampled_from([*c]) for n, c in CHOICES.items()}}
    ),
)


@given(signs)
def test_a_sign_returns_from_its_address(sign: Sign) -> None:
    assert Sign.parse(sign.query()) == sign


@given(signs)
def test_every_sign_fits_its_board(sign: Sign) -> None:
    assert sign.board.columns <= WIDEST
    assert 1 <= sign.board.rows <= 4
    view = sign.board.first_view(sign.scroll, sign.align)  # type: ignore[arg-type]
    assert {len(row) for row in view} == {sign.board.columns}
    assert len(view) == sign.board.height


@given(signs)
def test_no_letter_of_a_sign_that_does_not_scroll_is_lost(sign: Sign) -> None:
    if sign.scroll == "still":
        shown = "".join(sign.board.lines)
        assert shown.replace(" ", "") == re.sub(r"[ \n]", "", sign.message)


@given(st.text(max_size=3000))
def test_whatever_an_address_says_some_sign_comes_of_it(text: str) -> None:
    sign = Sign.parse(text)
    assert sign.message
    assert sign.svg()


def test_the_longest_query_is_read_whole() -> None:
    sign = Sign("\U0001f600" * MOST_CHARACTERS, "rainbow", "4", "right", "left", "slow")
    assert len(sign.query()) < MOST_QUERY
    assert Sign.parse(sign.query()) == sign


def test_a_message_alone_is_a_sign() -> None:
    assert Sign.parse("message=Open") == Sign("Open")
    assert Sign("Open").query() == "message=Open"


@pytest.mark.parametrize("typed", ["Open|daily", "Open\r\ndaily", " Open  | daily ", "Open\rdaily"])
def test_a_bar_or_a_new_line_begins_a_line(typed: str) -> None:
    assert Sign.parse(f"message={quote(typed)}").message == "Open\ndaily"


def test_an_accent_typed_apart_is_joined_to_its_letter() -> None:
    assert cleaned("Cafe\u0301") == "Café"


def test_a_short_message_gets_a_small_sign_and_a_long_one_more_rows() -> None:
    small, long = Sign("Open").board, Sign("Your words in lights").board
    assert (small.columns, small.rows) == (48, 1)
    assert (long.columns, long.rows, long.lines) == (64, 2, ("Your words", "in lights"))


def test_a_message_longer_than_its_rows_continues_on_further_pages() -> None:
    sign = Sign("One two three four five six seven", rows="1")
    assert sign.board.rows == 1
    assert sign.board.lines == ("One two three four five", "six seven")
    assert sign.moves


def test_a_word_wider_than_the_widest_sign_is_cut() -> None:
    board = Sign("M" * 50).board
    assert (board.rows, board.lines) == (3, ("M" * 20, "M" * 20, "M" * 10))


def test_text_lies_left_in_the_middle_or_right() -> None:
    sides = {}
    for align in CHOICES["align"]:
        view = Sign("I", align=align).board.first_view("still", align)  # type: ignore[arg-type]
        sides[align] = view[2].index("#")
    assert sides == {"left": 2, "centre": 22, "right": 43}


def test_a_message_that_moves_to_the_left_begins_at_the_left_margin() -> None:
    view = Sign("L" * 60, scroll="left").board.first_view("left", "centre")
    assert view[2].startswith("..#.....#.....#")


def test_full_colour_has_every_colour_of_the_rainbow() -> None:
    svg = Sign("M" * 15, "rainbow").svg()
    names = re.findall(r"matrix__on--(\w+)", svg)
    assert names == ["red", "green", "blue", "cyan", "magenta"]
    assert 'class="matrix__on"' in svg


def test_what_cannot_be_shown_is_named_once_and_boxed() -> None:
    sign = Sign("日本 日 é")
    assert sign.unknown() == ["日", "本"]
    assert dots("日") == ["#####", *["#...#"] * 5, "#####"]


def test_the_picture_says_its_message() -> None:
    assert 'aria-label="Open &amp; warm"' in Sign("Open\n& warm").svg()


def test_the_summary_says_what_was_designed() -> None:
    assert Sign("Open\ndaily", "red", scroll="up").summary() == (
        "“Open / daily”: red, 2 rows of text, 64 × 20 dots, moves up"
    )


def test_the_fullest_sign_is_small() -> None:
    text = ("".join(FONT) * 2)[:MOST_CHARACTERS]
    svg = str(Sign(text, "rainbow", "4").svg())
    assert len(brotli.compress(svg.encode())) < 4500
