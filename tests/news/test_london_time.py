"""Days and times as staff type them, across the changes of London's clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.news.londontime import EARLIER, LATER, BadTime, WhichOne, moment, parts, read_day

SPRING, AUTUMN = "2026-03-29", "2026-10-25"
FIRST = datetime(1996, 1, 1, tzinfo=UTC)
ANY_MINUTE = st.integers(0, 100_000_000).map(lambda count: FIRST + timedelta(minutes=count))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "time", "meant"),
    [
        ("2026-12-01", "09:00", utc(2026, 12, 1, 9)),
        ("2026-07-01", "09:00", utc(2026, 7, 1, 8)),
        ("1 December 2026", "9.05", utc(2026, 12, 1, 9, 5)),
        (" 01/12/2026 ", "09:00:00", utc(2026, 12, 1, 9)),
        (SPRING, "00:59", utc(2026, 3, 29, 0, 59)),
        (SPRING, "02:00", utc(2026, 3, 29, 1)),
        (AUTUMN, "00:59", utc(2026, 10, 24, 23, 59)),
        (AUTUMN, "02:00", utc(2026, 10, 25, 2)),
    ],
)
def test_a_time_means_what_the_clocks_of_london_show(day: str, time: str, meant: datetime) -> None:
    assert moment(day, time) == meant
    # Where there is but one such moment, nobody can choose another.
    assert moment(day, time, LATER) == meant


@pytest.mark.parametrize(("time", "instead"), [("01:00", "02:00"), ("01:59", "02:59")])
def test_an_hour_that_is_left_out_is_refused_with_the_nearest_that_is_there(
    time: str, instead: str
) -> None:
    for which in ("", EARLIER, LATER):
        with pytest.raises(BadTime, match=f"there is no {time}. Choose {instead}"):
            moment(SPRING, time, which)


@pytest.mark.parametrize("time", ["01:00", "01:30", "01:59"])
def test_of_an_hour_that_comes_twice_it_is_asked_which(time: str) -> None:
    for which in ("", "neither"):
        with pytest.raises(WhichOne, match=f"{time} comes twice"):
            moment(AUTUMN, time, which)
    assert moment(AUTUMN, time, LATER) - moment(AUTUMN, time, EARLIER) == timedelta(hours=1)
    assert moment(AUTUMN, "01:00", EARLIER) == utc(2026, 10, 25, 0)


@given(ANY_MINUTE)
def test_what_is_written_of_a_moment_reads_as_that_moment(when: datetime) -> None:
    assert moment(*parts(when)) == when


def test_of_no_moment_nothing_is_written() -> None:
    assert parts(None) == ("", "", "")


@pytest.mark.parametrize("day", ["", "tomorrow", "31/02/2026", "01/12/1899", "01/12/2201", "1.1."])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(BadTime, match="Write the day as"):
        read_day(day)


@pytest.mark.parametrize("time", ["", "noon", "24:00", "12:60", "9", "09:00:30", "-1:00"])
def test_what_is_no_time_is_refused(time: str) -> None:
    with pytest.raises(BadTime, match="Write the time as 09:00"):
        moment("2026-12-01", time)
