"""The forms of a preview: staff's for a link, and the outsider's two."""

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.fields import HiddenField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from frontdesk.core.fields import line, text
from frontdesk.core.forms import PublicForm
from frontdesk.news.review.actions import MOST_DAYS
from frontdesk.news.review.models import LONGEST_COMMENT, LONGEST_NAME

LONGEST_NUMBER = 9
DAYS = f"Please give a number of days from 1 to {MOST_DAYS}."


class WholeNumber(IntegerField):
    """A number, with words of our own for what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([text[:LONGEST_NUMBER] for text in valuelist])
        except ValueError as wrong:
            raise ValueError(DAYS) from wrong


class InviteForm(FlaskForm):
    name = line("For whom", LONGEST_NAME, required="Please say whom the link is for.")
    days = WholeNumber("Days", [InputRequired(DAYS), NumberRange(1, MOST_DAYS, DAYS)], default=14)


class AnswerForm(PublicForm):
    """What both of the outsider's forms have: a person sends them, in their own time.

    Whoever holds a link is known to us, so there is no list to set automatic answers aside on: a
    form that came too fast is shown again, and a second press sends it.
    """

    def validate_form_token(self, field: HiddenField) -> None:
        super().validate_form_token(field)
        if self.looks_automatic:
            raise ValidationError("That came faster than people read. Please send it once more.")


class ApproveForm(AnswerForm):
    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version that was looked at; a number that no version has where the field is none."""
        given = self.version.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


class CommentForm(AnswerForm):
    comment = text("Your comment", "Please write something first.", LONGEST_COMMENT)
