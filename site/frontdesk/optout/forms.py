"""The opt-out form."""

from typing import Any

from wtforms import SelectMultipleField, TextAreaField
from wtforms.fields import EmailField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from frontdesk.core.forms import PlainText, PublicForm, tidy
from frontdesk.optout import subjects


class OptOutForm(PublicForm):
    email = EmailField(
        "E-mail address",
        [Optional(), PlainText(254), Email("Please check this e-mail address.")],
        filters=[tidy],
    )
    phone = TelField("Telephone", [Optional(), PlainText(40)], filters=[tidy])
    address = TextAreaField(
        "Postal address", [Optional(), PlainText(500, lines=True)], filters=[tidy]
    )
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
