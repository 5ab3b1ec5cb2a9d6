"""What a display of a given size and pixel pitch shows, and from how far it can be seen and read.

Lengths are whole millimetres and the pitch is whole micrometres, so that pixels are counted without
a rounding error. The formulas and where they come from:

- A 20/20 eye tells apart what subtends one minute of arc (Snellen 1862). Two neighbouring dots do
  so at pitch / tan(1/60 degree), about 3438 times the pitch; from there on they merge.
- A 20/20 letter subtends five minutes of arc, each of its strokes one (Snellen).
- ISO 9241-3 prefers letters of 20 to 22 minutes of arc; NUREG-0700 says the same of control rooms.
- The California Building Code, section 11B-703.8.4, asks of signs with letters of few dots for 2
  inches of height up to 10 feet, and 1/5 inch for each foot beyond: a sixtieth of the distance.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

ARCMINUTE = math.radians(1 / 60)
MERGING = 1 / math.tan(ARCMINUTE)

# The letters of core/dotmatrix.py, and the unlit dots after and under each.
LETTER_WIDTH, LETTER_HEIGHT, SPACING = 5, 7, 1

TWO_INCHES = 51


class Reading(StrEnum):
    """How well text is to be read."""

    BARELY = "barely"
    EASILY = "easily"
    BY_MOST = "by-most"


@dataclass(frozen=True)
class Display:
    """A display and who looks at it.

    `distance`, `width` and `height` are in millimetres, `pitch` is in micrometres. `peak` is the
    power of a wholly white picture in watts for a square metre, `share` the part of it that
    ordinary pictures take, in per cent. All are whole and above nought, and the pitch is no more
    than the width or the height.
    """

    distance: int
    pitch: int
    width: int
    height: int
    peak: int
    share: int

    @property
    def columns(self) -> int:
        """Whole pixels from left to right; what is left over is narrower than one."""
        return self.width * 1000 // self.pitch

    @property
    def rows(self) -> int:
        """Whole pixels from top to bottom."""
        return self.height * 1000 // self.pitch

    @property
    def merging_distance(self) -> int:
        """From how far a 20/20 eye no longer tells the dots apart, in millimetres."""
        return math.floor(self.pitch / 1000 * MERGING + 0.5)

    @property
    def customary_distance(self) -> int:
        """The trade's rule of thumb: a metre for each millimetre of pitch; in millimetres."""
        return self.pitch

    @property
    def peak_watts(self) -> int:
        """Power while the whole display is white, rounded to a watt."""
        return (self.width * self.height * self.peak + 500_000) // 1_000_000

    @property
    def usual_watts(self) -> int:
        """Power with ordinary pictures, rounded to a watt."""
        return (self.width * self.height * self.peak * self.share + 50_000_000) // 100_000_000


@dataclass(frozen=True)
class Lettering:
    """Letters of five by seven dots, each dot drawn as `weight` by `weight` pixels.

    `needed` is the height that the rule asks for and `height` the one drawn, both in micrometres;
    `characters` fit in a line, and `lines` above one another.
    """

    needed: int
    weight: int
    height: int
    stroke: int
    characters: int
    lines: int

    @property
    def fits(self) -> bool:
        """Whether the display shows even one letter of this height."""
        return self.characters > 0 and self.lines > 0


def needed_height(reading: Reading, distance: int) -> int:
    """The height of a capital letter to be read from `distance` millimetres, in micrometres."""
    if reading is Reading.BARELY:
        return _subtending(5, distance)
    if reading is Reading.EASILY:
        return _subtending(20, distance)
    return max(TWO_INCHES * 1000, math.ceil(distance * 1000 / 60))


def lettering(display: Display, reading: Reading) -> Lettering:
    """The smallest letters on `display` that can be read so from its viewing distance."""
    needed = needed_height(reading, display.distance)
    weight = max(1, math.ceil(needed / (LETTER_HEIGHT * display.pitch)))
    return Lettering(
        needed=needed,
        weight=weight,
        height=LETTER_HEIGHT * weight * display.pitch,
        stroke=weight * display.pitch,
        characters=_that_fit(display.columns, weight, LETTER_WIDTH),
        lines=_that_fit(display.rows, weight, LETTER_HEIGHT),
    )


def _subtending(minutes: int, distance: int) -> int:
    """What subtends this many minutes of arc at `distance` millimetres, in micrometres."""
    return math.ceil(2000 * math.tan(minutes * ARCMINUTE / 2) * distance)


def _that_fit(pixels: int, weight: int, dots: int) -> int:
    """How many letters fit side by side; the last needs no spacing after it."""
    return (pixels + SPACING * weight) // ((dots + SPACING) * weight)
