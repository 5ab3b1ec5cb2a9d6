"""Text drawn as a dot matrix."""

import re

from justhtml import JustHTML

from frontdesk.core.dotfont import BOX, FONT, trimmed
from frontdesk.core.dotmatrix import dot_matrix, padded, picture, rows_of


def test_every_character_is_seven_rows_of_five_dots() -> None:
    for rows in FONT.values():
        assert len(rows) == 7
        assert all(0 <= row < 32 for row in rows)


def test_no_two_characters_look_alike() -> None:
    shapes = {tuple(trimmed(glyph)) for glyph in [*FONT.values(), BOX]}
    assert len(shapes) == len(FONT) + 1


def test_whatever_a_british_keyboard_types_can_be_shown() -> None:
    typed = {chr(code) for code in range(ord("!"), ord("~") + 1)}
    assert typed | set("£€°½–—‘’“”éèàüöäßñç←→↑↓") <= set(FONT)  # noqa: RUF001


def test_a_narrow_character_takes_no_more_room_than_it_needs() -> None:
    assert trimmed(FONT["!"]) == ["#", "#", "#", "#", "#", ".", "#"]
    assert trimmed(FONT["L"]) == rows_of("L")


def test_a_letter_is_lit_where_the_font_says() -> None:
    assert rows_of("L") == ["#....", "#....", "#....", "#....", "#....", "#....", "#####"]
    assert rows_of("l") == rows_of("L")


def test_letters_stand_one_dot_apart() -> None:
    assert rows_of("LL")[6] == "#####.#####"


def test_the_picture_has_as_many_lit_dots_as_the_rows() -> None:
    rows = rows_of("JAYEX")
    path = re.search(r'"matrix__on" stroke-dasharray="0 1" d="(.+?)"', picture(rows))
    assert path is not None
    runs = re.findall(r"M\d+ \d+h(\d*)\.1", path[1])
    assert sum(int(run or 0) + 1 for run in runs) == "".join(rows).count("#")


def test_the_picture_says_its_text() -> None:
    svg = JustHTML(str(dot_matrix('A & "B"')), sanitize=False).query_one("svg")
    assert svg is not None
    assert svg.attrs["role"] == "img"
    assert svg.attrs["aria-label"] == 'A & "B"'


def test_an_ornament_is_hidden_from_those_who_listen() -> None:
    assert 'aria-hidden="true"' in picture(rows_of("OPEN"))


def test_a_margin_is_unlit_dots_on_every_side() -> None:
    assert padded(["#"], 1) == ["...", ".#.", "..."]
