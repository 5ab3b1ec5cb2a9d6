"""The opt-out form, and the form by which staff enter a letter."""

import secrets
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, SelectMultipleField, TextAreaField
from wtforms.fields import EmailField, HiddenField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from frontdesk.core import clock
from frontdesk.core.fields import NO_DAY, Day
from frontdesk.core.forms import PlainText, PublicForm, tidy
from frontdesk.optout import subjects
from frontdesk.optout.actions import Person


class PersonForm(Form):
    """Who is meant: at least one of three."""

    email = EmailField(
        "E-mail address",
        [Optional(), PlainText(254), Email("Please check this e-mail address.")],
        filters=[tidy],
    )
    phone = TelField("Telephone", [Optional(), PlainText(40)], filters=[tidy])
    address = TextAreaField(
        "Postal address", [Optional(), PlainText(500, lines=True)], filters=[tidy]
    )

    def validate_phone(self, field: Any) -> None:
        try:
            subjects.plain_phone(field.data)
        except subjects.NotANumber:
            raise ValidationError("Please check this telephone number.") from None

    def validate_address(self, field: Any) -> None:
        if len(subjects.plain_address(field.data)) < 6:
            raise ValidationError("Please give the whole address, with its postcode.")

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if self.email.data or self.phone.data or self.address.data:
            return good
        self.email.errors = [
            "Please give an e-mail address, a telephone number or a postal address."
        ]
        return False

    @property
    def person(self) -> Person:
        return Person(self.email.data or "", self.phone.data or "", self.address.data or "")


class ObjectionForm(PersonForm):
    channels = SelectMultipleField(
        "Do not use",
        choices=[
            SelectChoice("email", "E-mail"),
            SelectChoice("phone", "Telephone"),
            SelectChoice("post", "Post"),
        ],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class OptOutForm(PublicForm, ObjectionForm):
    """The public form."""


class LetterForm(FlaskForm, ObjectionForm):
    """Its number makes a double click one deed."""

    nonce = HiddenField(default=lambda: secrets.token_hex(16))
    came_on = Day("When the letter came", [InputRequired(NO_DAY)])

    def validate_came_on(self, field: Any) -> None:
        if field.data is not None and field.data > clock.london(clock.now()).date():
            raise ValidationError("This day is still to come.")


class AskForm(FlaskForm, PersonForm):
    """Whether somebody is on the list."""
