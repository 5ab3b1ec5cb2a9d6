"""The formulas behind the size and pitch calculator."""

from dataclasses import replace
from fractions import Fraction
from math import atan, degrees

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.tools.size import Display, Reading, lettering, needed_height
from tests.tools.displays import DISPLAYS, MARGATE

READINGS = st.sampled_from(list(Reading))


def minutes_of_arc(size: float, distance: float) -> float:
    return degrees(2 * atan(size / 2 / distance)) * 60


def test_the_worked_example_comes_out_as_by_hand() -> None:
    assert (MARGATE.columns, MARGATE.rows) == (800, 100)
    assert MARGATE.merging_distance == 34_377
    assert (MARGATE.peak_watts, MARGATE.usual_watts) == (6400, 2560)
    easily = lettering(MARGATE, Reading.EASILY)
    assert (easily.weight, easily.height, easily.characters, easily.lines) == (3, 210_000, 44, 4)


@pytest.mark.parametrize(("reading", "minutes"), [(Reading.BARELY, 5), (Reading.EASILY, 20)])
def test_a_letter_subtends_the_angle_of_its_rule(reading: Reading, minutes: int) -> None:
    height = needed_height(reading, 25_000) / 1000
    assert minutes_of_arc(height, 25_000) == pytest.approx(minutes, rel=1e-4)


@pytest.mark.parametrize(("feet", "inches"), [(5, 2), (10, 2), (15, 3), (20, 4), (40, 8)], ids=str)
def test_letters_for_most_people_follow_the_building_code(feet: int, inches: int) -> None:
    millimetres = needed_height(Reading.BY_MOST, round(feet * 304.8)) / 1000
    assert millimetres == pytest.approx(inches * 25.4, abs=0.3)


@given(DISPLAYS)
def test_dots_merge_where_two_of_them_subtend_a_minute_of_arc(display: Display) -> None:
    angle = minutes_of_arc(display.pitch / 1000, display.merging_distance)
    assert angle == pytest.approx(1, rel=1e-3)


@given(DISPLAYS)
def test_pixels_fill_the_size_but_for_less_than_one(display: Display) -> None:
    for pixels, length in ((display.columns, display.width), (display.rows, display.height)):
        left_over = Fraction(length * 1000, display.pitch) - pixels
        assert pixels >= 1
        assert 0 <= left_over < 1


@given(DISPLAYS, st.integers(1, 50_000))
def test_a_finer_pitch_never_gives_fewer_pixels_or_a_longer_distance(
    display: Display, less: int
) -> None:
    finer = replace(display, pitch=max(500, display.pitch - less))
    assert finer.columns >= display.columns
    assert finer.merging_distance <= display.merging_distance


@given(DISPLAYS, READINGS, st.integers(1, 100_000))
def test_from_farther_away_letters_never_need_to_be_smaller(
    display: Display, reading: Reading, more: int
) -> None:
    near = lettering(display, reading)
    far = lettering(replace(display, distance=display.distance + more), reading)
    assert far.needed >= near.needed
    assert far.height >= near.height
    assert far.characters <= near.characters
    assert far.lines <= near.lines


@given(DISPLAYS)
def test_whoever_sees_less_well_needs_larger_letters(display: Display) -> None:
    barely, easily, by_most = (needed_height(reading, display.distance) for reading in Reading)
    assert barely < easily < by_most


@given(DISPLAYS, READINGS)
def test_letters_are_high_enough_and_not_a_pixel_of_weight_more(
    display: Display, reading: Reading
) -> None:
    letters = lettering(display, reading)
    assert letters.height >= letters.needed
    assert letters.weight == 1 or letters.height - 7 * display.pitch < letters.needed


@given(DISPLAYS, READINGS)
def test_as_many_letters_fit_as_are_said_and_not_one_more(
    display: Display, reading: Reading
) -> None:
    letters = lettering(display, reading)

    def taken(count: int, dots: int) -> int:
        return (count * (dots + 1) - 1) * letters.weight

    for count, dots, pixels in (
        (letters.characters, 5, display.columns),
        (letters.lines, 7, display.rows),
    ):
        assert taken(count, dots) <= pixels < taken(count + 1, dots)


@given(DISPLAYS, st.integers(2, 5))
def test_power_grows_with_the_area_and_never_exceeds_its_peak(display: Display, times: int) -> None:
    wider = replace(display, width=display.width * times)
    assert wider.peak_watts == pytest.approx(display.peak_watts * times, abs=times)
    assert display.usual_watts <= display.peak_watts
