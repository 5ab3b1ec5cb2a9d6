"""The server's clock, the only one whose times count."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_shift = timedelta(0)


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC) + _shift


def london(moment: datetime) -> datetime:
    """The same moment as a London clock shows it."""
    return moment.astimezone(LONDON)


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Within this block the clock runs `by` ahead: for rehearsals and tests of deadlines."""
    global _shift
    before = _shift
    _shift = before + by
    try:
        yield
    finally:
        _shift = before
