"""The fields that several forms ask for, each with its limit and the words for what is wrong."""

from wtforms import DateField, StringField, TextAreaField
from wtforms.fields import EmailField, TelField
from wtforms.validators import DataRequired, Email

from frontdesk.core.forms import PlainText, tidy

SHORT = 160
LONG = 20_000
NEEDED = "Please fill this in."
NO_DAY = "Please give a day, such as 3 November 2026 as 2026-11-03."


class Day(DateField):
    """A day, with words of our own for what is no day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as wrong:
            raise ValueError(NO_DAY) from wrong


def line(label: str, maximum: int = SHORT, required: str | None = None) -> StringField:
    """A one-line text field."""
    checks = [DataRequired(required)] if required else []
    return StringField(label, [*checks, PlainText(maximum)], filters=[tidy])


def text(label: str, required: str | None = NEEDED, maximum: int = LONG) -> TextAreaField:
    """A field for several lines of text."""
    checks = [DataRequired(required)] if required else []
    return TextAreaField(label, [*checks, PlainText(maximum, lines=True)], filters=[tidy])


def email(label: str) -> EmailField:
    """The address to which we answer, kept in lower case."""
    checks = [
        DataRequired("Please give an e-mail address, so that we can answer."),
        PlainText(254),
        Email("Please check this address; it should look like name@example.org."),
    ]
    return EmailField(label, checks, filters=[tidy, lambda value: value.lower()])


def phone(label: str = "Telephone") -> TelField:
    return TelField(label, [PlainText(40)], filters=[tidy])
