"""The calculator's results as people read them. static/js/size.js says the same in the same words.

Each figure has a name, by which the page marks where it stands and the script writes it anew.
"""

from math import gcd

from frontdesk.tools.size import Display, Lettering, Reading, lettering
from frontdesk.tools.size_drawing import scene

SIMPLE_RATIO = 50


def figures(display: Display) -> dict[str, str]:
    """Every figure that the page shows of a display, by name."""
    found = {
        "size": f"{exact(display.width)} × {exact(display.height)} m",
        "width": f"{exact(display.width)} m",
        "height": f"{exact(display.height)} m",
        "bar": metres(scene(display).bar),
        "caption": caption(display),
        "distance": f"{exact(display.distance)} m",
        "resolution": f"{display.columns:,} × {display.rows:,}",
        "pixels": f"{display.columns * display.rows:,}",
        "ratio": ratio(display.width, display.height),
        "spare": spare(display),
        "merging": metres(display.merging_distance),
        "customary": f"{exact(display.customary_distance)} m",
        "verdict": verdict(display),
        "usual": power(display.usual_watts),
        "peak": power(display.peak_watts),
    }
    for reading in Reading:
        found |= _letters(reading.value, lettering(display, reading))
    return found


def details(display: Display) -> str:
    """The display in a sentence, for an estimate."""
    return (
        f"Display of {exact(display.width)} x {exact(display.height)} m, "
        f"pitch {exact(display.pitch)} mm ({display.columns:,} x {display.rows:,} pixels), "
        f"seen from {exact(display.distance)} m."
    )


def exact(thousandths: int) -> str:
    """A number given in thousandths, with no more decimals than it needs."""
    return _decimal(thousandths, 3)


def metres(millimetres: int) -> str:
    """A length to the centimetre, or to ten centimetres from ten metres on."""
    if millimetres >= 10_000:
        return f"{_decimal((millimetres + 50) // 100, 1)} m"
    return f"{_decimal((millimetres + 5) // 10, 2)} m"


def millimetres(micrometres: int) -> str:
    """A small length, to the millimetre from ten millimetres on, otherwise to a tenth."""
    if micrometres >= 10_000:
        return f"{(micrometres + 500) // 1000:,} mm"
    return f"{_decimal((micrometres + 50) // 100, 1)} mm"


def power(watts: int) -> str:
    """Watts below a kilowatt, then kilowatts with one decimal."""
    return f"{watts} W" if watts < 1000 else f"{_decimal((watts + 50) // 100, 1)} kW"


def ratio(width: int, height: int) -> str:
    """The proportion of the sides, in small whole numbers where there are such."""
    common = gcd(width, height)
    if max(width, height) // common <= SIMPLE_RATIO:
        return f"{width // common}:{height // common}"
    long, short = max(width, height), min(width, height)
    times = _decimal((200 * long + short) // (2 * short), 2)
    return f"{times}:1" if width >= height else f"1:{times}"


def spare(display: Display) -> str:
    """What whole pixels leave over of the width and the height."""
    wide, high = display.width * 1000 % display.pitch, display.height * 1000 % display.pitch
    if not wide and not high:
        return "They fill the size exactly."
    return f"{exact(wide)} mm of the width and {exact(high)} mm of the height are left over."


def caption(display: Display) -> str:
    """What the drawn display says, and why in that size."""
    distance = f"{exact(display.distance)} m"
    if word := scene(display).word:
        return f"{word} is as high as is easily read from {distance}."
    return f"No word that is easily read from {distance} fits on it."


def verdict(display: Display) -> str:
    """What the dots look like from the viewing distance."""
    if display.distance >= display.merging_distance:
        return "From your distance the dots merge: more of them would not be seen."
    if display.distance >= display.customary_distance:
        return "From your distance pictures look whole, though a sharp eye still finds the dots."
    return "From your distance single dots are seen: right for words, coarse for pictures."


def _letters(name: str, letters: Lettering) -> dict[str, str]:
    return {
        f"{name}-needed": millimetres(letters.needed),
        f"{name}-height": millimetres(letters.height),
        f"{name}-weight": f"{millimetres(letters.stroke)} ({_count(letters.weight, 'pixel')})",
        f"{name}-room": _room(letters),
    }


def _room(letters: Lettering) -> str:
    if not letters.fits:
        return "None: they are larger than the display"
    return f"{_count(letters.characters, 'character')} in {_count(letters.lines, 'line')}"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _decimal(number: int, places: int) -> str:
    """`number` divided by ten to the power of `places`, without trailing noughts."""
    whole, rest = divmod(number, 10**places)
    fraction = f"{rest:0{places}}".rstrip("0")
    return f"{whole:,}.{fraction}" if fraction else f"{whole:,}"
