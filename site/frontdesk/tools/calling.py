"""A waiting room that is only simulated: who is called, and where to. Nobody is waiting.

Calls follow from their number alone, so that an address shows the same board to everybody and
static/js/calling.js goes on where the server stopped.
"""

from dataclasses import dataclass
from enum import StrEnum

FIRST, LAST = 1, 90
# Where a visitor comes in, so that the board already has something to show.
OPENING = 5
LETTERS = "ABC"
ROOMS = 6


class Mode(StrEnum):
    """For whom the board is made."""

    STANDARD = "standard"
    LOW_VISION = "low-vision"
    HEARING_LOSS = "hearing-loss"


# How many earlier calls stay to be read. Fewer leave room for larger letters.
EARLIER = {Mode.STANDARD: 4, Mode.LOW_VISION: 2, Mode.HEARING_LOSS: 4}


@dataclass(frozen=True)
class Call:
    """A ticket's code, which tells nobody who holds it, and the room to go to."""

    code: str
    room: int


@dataclass(frozen=True)
class Board:
    """The board after `called` calls, from FIRST to LAST; `stepped` when one was just made."""

    called: int
    mode: Mode
    stepped: bool = False

    @property
    def current(self) -> Call:
        return call(self.called)

    @property
    def earlier(self) -> list[Call]:
        """The calls before this one, the latest first."""
        oldest = max(FIRST, self.called - EARLIER[self.mode])
        return [call(number) for number in range(self.called - 1, oldest - 1, -1)]

    @property
    def next(self) -> int:
        """The number of the next call; the last is followed by the first."""
        return self.called % LAST + 1


def call(number: int) -> Call:
    """The call of this number. No code comes twice within LAST calls."""
    return Call(f"{LETTERS[number % 3]}{10 + number * 37 % 90}", 1 + number * 5 % ROOMS)


def board_of(called: str | None, mode: str | None) -> Board:
    """The board that an address asks for. Nobody types these, so what does not fit is passed over
    rather than refused: the board then opens as for a newcomer."""
    numbers = {str(number): number for number in range(FIRST, LAST + 1)}
    known = Mode(mode) if mode in list(Mode) else Mode.STANDARD
    return Board(numbers.get(called or "", OPENING), known, stepped=called in numbers)
