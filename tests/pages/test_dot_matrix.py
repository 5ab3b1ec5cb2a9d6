"""Text drawn as a dot matrix."""

import re

from justhtml import JustHTML

from frontdesk.core.dotmatrix import FONT, dot_matrix, padded, picture, rows_of


def test_every_character_is_seven_rows_of_five_dots() -> None:
    for rows in FONT.values():
        assert len(rows) == 7
        assert all(0 <= row < 32 for row in rows)


def test_no_two_characters_look_alike() -> None:
    assert len(set(FONT.values())) == len(FONT)


def test_a_letter_is_lit_where_the_font_says() -> None:
    assert rows_of("L") == ["#....", "#....", "#....", "#....", "#....", "#....", "#####"]
    assert rows_of("l") == rows_of("L")


def test_letters_stand_one_dot_apart() -> None:
    assert rows_of("LL")[6] == "#####.#####"


def test_the_picture_has_as_many_lit_dots_as_the_rows() -> None:
    rows = rows_of("JAYEX")
    lit = re.findall(r"M\d+\.5 \d+\.5h0", picture(rows))
    assert len(lit) == "".join(rows).count("#")


def test_the_picture_says_its_text() -> None:
    svg = JustHTML(str(dot_matrix('A & "B"')), sanitize=False).query_one("svg")
    assert svg is not None
    assert svg.attrs["role"] == "img"
    assert svg.attrs["aria-label"] == 'A & "B"'


def test_an_ornament_is_hidden_from_those_who_listen() -> None:
    assert 'aria-hidden="true"' in picture(rows_of("OPEN"))


def test_a_margin_is_unlit_dots_on_every_side() -> None:
    assert padded(["#"], 1) == ["...", ".#.", "..."]
