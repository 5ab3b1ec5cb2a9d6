"""The calculator's form: numbers as people write them, read without a rounding error."""

import re
from typing import Any

from wtforms import Form, StringField
from wtforms.validators import DataRequired, ValidationError

from frontdesk.core.forms import tidy
from frontdesk.tools.size import Display


class Quantity:
    """A validator that also reads: a plain number of `unit` within limits.

    With `places` decimals the number is read in thousandths of its unit (metres as millimetres,
    millimetres as micrometres); with none it is whole. `least` and `most` are in the unit itself.
    """

    def __init__(self, name: str, unit: str, least: float, most: float, places: int = 3) -> None:
        self.name, self.unit, self.least, self.most, self.places = name, unit, least, most, places

    def read(self, text: str) -> int:
        """The number. Raises ValueError with what to do about it."""
        number = r"([0-9]{1,7})(?:[.,]([0-9]{1,3}))?" if self.places else r"([0-9]{1,7})()"
        match = re.fullmatch(rf"{number} *(?:{re.escape(self.unit)})?", text.strip())
        if match is None:
            raise ValueError(self.form_message)
        value = int(match[1] + (match[2] or "").ljust(self.places, "0"))
        if not self.least * 10**self.places <= value <= self.most * 10**self.places:
            raise ValueError(self.range_message)
        return value

    @property
    def form_message(self) -> str:
        kind = "a number, such as 2.5" if self.places else "a whole number"
        return f"{self.name} must be {kind}."

    @property
    def range_message(self) -> str:
        return f"{self.name} must be between {self.least:g} and {self.most:,g} {self.unit}."

    def __call__(self, form: Any, field: Any) -> None:
        try:
            self.read(field.data or "")
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


DISTANCE = Quantity("The viewing distance", "m", 0.5, 500)
PITCH = Quantity("The pixel pitch", "mm", 0.5, 100)
WIDTH = Quantity("The width", "m", 0.1, 100)
HEIGHT = Quantity("The height", "m", 0.1, 100)
PEAK = Quantity("The power when all white", "W/m²", 50, 3000, places=0)
SHARE = Quantity("The share in ordinary use", "%", 1, 100, places=0)


def _field(label: str, quantity: Quantity, default: str) -> StringField:
    keys = {
        "inputmode": "decimal" if quantity.places else "numeric",
        "autocomplete": "off",
        "data-unit": quantity.unit,
        "data-places": str(quantity.places),
        "data-least": f"{quantity.least:g}",
        "data-most": f"{quantity.most:g}",
        "data-form": quantity.form_message,
        "data-range": quantity.range_message,
    }
    required = DataRequired(quantity.form_message)
    return StringField(label, [required, quantity], [tidy], default=default, render_kw=keys)


class SizeForm(Form):
    """Fields absent from the address have the worked example's values."""

    distance = _field("Viewing distance (m)", DISTANCE, "25")
    pitch = _field("Pixel pitch (mm)", PITCH, "10")
    width = _field("Width (m)", WIDTH, "8")
    height = _field("Height (m)", HEIGHT, "1")
    peak = _field("When all white (W/m²)", PEAK, "800")
    share = _field("In ordinary use (% of that)", SHARE, "40")

    @property
    def display(self) -> Display:
        """The display asked for; only after `validate`."""
        return Display(
            distance=DISTANCE.read(self.distance.data or ""),
            pitch=PITCH.read(self.pitch.data or ""),
            width=WIDTH.read(self.width.data or ""),
            height=HEIGHT.read(self.height.data or ""),
            peak=PEAK.read(self.peak.data or ""),
            share=SHARE.read(self.share.data or ""),
        )
