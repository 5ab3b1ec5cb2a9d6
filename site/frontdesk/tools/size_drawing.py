"""A display drawn to scale beside a person. static/js/size.js draws the same from the same numbers.

The picture's own units are nearly pixels: it is 720 wide, and as high as the scene needs.
"""

from dataclasses import dataclass

from frontdesk.tools.size import LETTER_HEIGHT, LETTER_WIDTH, SPACING, Display, Reading, lettering

PERSON_HEIGHT = 1700
PERSON_WIDTH = 500
BETWEEN = 400
# The lower edge of the display stands a metre above the ground.
LIFT = 1000

PICTURE_WIDTH = 720
LEFT, RIGHT, ABOVE, BELOW = 128, 20, 62, 74
HIGHEST = 400
LONGEST_BAR = 200
BARS = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
WORDS = ("HELLO", "HI")


@dataclass(frozen=True)
class Scene:
    """Where everything lies, in the picture's units; `scale` is units for a millimetre.

    `word` is what the display says in letters that are read easily, empty where none fit; `dot` is
    the size of one of its dots, at `word_x` and `word_y`. `bar` is the scale bar's millimetres.
    """

    picture_height: float
    scale: float
    ground: float
    x: float
    y: float
    width: float
    height: float
    person_x: float
    word: str
    word_x: float
    word_y: float
    dot: float
    bar: int
    bar_width: float


def scene(display: Display) -> Scene:
    """The scene of this display, as large as the picture allows."""
    wide = display.width + BETWEEN + PERSON_WIDTH
    high = max(PERSON_HEIGHT, LIFT + display.height)
    room = PICTURE_WIDTH - LEFT - RIGHT
    scale = min(room / wide, HIGHEST / high)
    ground = ABOVE + high * scale
    x = LEFT + (room - wide * scale) / 2
    y = ground - (LIFT + display.height) * scale
    word, dot = _word(display, scale)
    bar = next((bar for bar in BARS if bar * scale <= LONGEST_BAR), BARS[-1])
    return Scene(
        picture_height=ground + BELOW,
        scale=scale,
        ground=ground,
        x=x,
        y=y,
        width=display.width * scale,
        height=display.height * scale,
        person_x=x + (display.width + BETWEEN) * scale,
        word=word,
        word_x=x + (display.width * scale - word_width(word) * dot) / 2,
        word_y=y + (display.height * scale - LETTER_HEIGHT * dot) / 2,
        dot=dot,
        bar=bar,
        bar_width=bar * scale,
    )


def word_width(word: str) -> int:
    """How many dots the word is wide."""
    return len(word) * (LETTER_WIDTH + SPACING) - SPACING


def _word(display: Display, scale: float) -> tuple[str, float]:
    letters = lettering(display, Reading.EASILY)
    fitting = (word for word in WORDS if letters.lines and letters.characters >= len(word))
    return next(fitting, ""), letters.stroke / 1000 * scale
