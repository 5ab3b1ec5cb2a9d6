"""The form in which a sign is designed. It has a usual value for whatever an address leaves out."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, ValidationError

from frontdesk.core.sign import CHOICES, MOST_CHARACTERS, Sign, cleaned


def _one_of(name: str) -> dict[str, Any]:
    choices = CHOICES[name]
    wrong = f"This sign has no such {name}, so it shows the usual one."
    return {
        "choices": [*choices.items()],
        "validate_choice": False,
        "validators": [InputRequired(), AnyOf([*choices], wrong)],
    }


class SignForm(Form):
    message = TextAreaField("Your words", [InputRequired()])
    colour = RadioField("Colour", **_one_of("colour"))
    rows = SelectField("Rows of text", **_one_of("rows"))
    align = SelectField("Alignment", **_one_of("align"))
    scroll = SelectField("Movement", **_one_of("scroll"))
    speed = SelectField("Speed", **_one_of("speed"))

    def validate_message(self, field: TextAreaField) -> None:
        over = len(field.data) - MOST_CHARACTERS
        if over > 0:
            raise ValidationError(
                f"Please leave out {over} character{'' if over == 1 else 's'}: "
                f"a sign here has at most {MOST_CHARACTERS}."
            )

    @property
    def sign(self) -> Sign:
        """The sign as far as the values are good, so that there is always one to see."""
        return Sign.of(self.data)


def filled_in(values: Mapping[str, str]) -> SignForm:
    """The form as an address fills it in, validated; a wrong choice gives way to the usual one."""
    usual = vars(Sign())
    given = {name: value for name, value in values.items() if value.strip()}
    message = cleaned(given.get("message", ""))
    form = SignForm(MultiDict({**usual, **given, "message": message or usual["message"]}))
    form.validate()
    for name in CHOICES:
        if form[name].errors:
            form[name].data = usual[name]
    return form
