"""Moments as people type them: a day and a time as the clocks of London show it.

When the clocks go forward an hour is missing, and when they go back one comes twice. Neither is
guessed: the first is refused, of the second it is asked which.
"""

import re
from datetime import UTC, date, datetime, time

from frontdesk.core.clock import LONDON, london

DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
EARLIER, LATER = "earlier", "later"


class BadTime(ValueError):
    """There is no such moment; the message says why, and how to put it right."""


class WhichOne(BadTime):
    """The clocks show this time twice on that day."""


def moment(day: str, clock_time: str, which: str = "") -> datetime:
    """The moment in UTC. `which` is EARLIER or LATER where the time comes twice.

    Raises WhichOne where it comes twice and `which` says neither, BadTime for all else.
    """
    local = datetime.combine(_day(day), _time(clock_time))
    first, second = (local.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if london(first.astimezone(UTC)).replace(tzinfo=None) != local:
        raise BadTime(
            f"The clocks go forward that night: there is no {local:%H:%M}. "
            f"Choose {london(first.astimezone(UTC)):%H:%M} or another time."
        )
    if which not in (EARLIER, LATER):
        raise WhichOne(
            f"The clocks go back that night, so {local:%H:%M} comes twice. "
            "Choose the first (summer time) or the second (winter time)."
        )
    return (first if which == EARLIER else second).astimezone(UTC)


def parts(moment: datetime | None) -> tuple[str, str, str]:
    """The day, the time and which of two, as `moment` reads them; empty where there is none."""
    if moment is None:
        return "", "", ""
    local = london(moment)
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}", which_of_two(moment)


def which_of_two(moment: datetime) -> str:
    """EARLIER or LATER where the clocks show this time twice on that day, or nothing."""
    local = london(moment)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return (LATER if local.fold else EARLIER) if twice else ""


def read_day(text: str) -> date:
    """A day as a browser sends it or as people write it. Raises BadTime."""
    return _day(text)


def _day(text: str) -> date:
    for form in DAY_FORMS:
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
        if 1900 <= found.year <= 2200:
            return found
    raise BadTime("Write the day as 1 December 2026 or 01/12/2026.")


def _time(text: str) -> time:
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::00)?", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise BadTime("Write the time as 09:00.")
    return time(int(found[1]), int(found[2]))
