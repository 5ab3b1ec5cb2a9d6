"""What staff say of a picture."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from frontdesk.core.forms import PlainText, tidy
from frontdesk.media.actions import Description
from frontdesk.media.models import LONGEST_ALT, LONGEST_CAPTION, MediaPicture

PERCENT = "Please give a whole number from 0 to 100."


def _one_line(value: str | None) -> str:
    """Who listens to a text hears no line breaks; they come in where it is copied."""
    return " ".join(tidy(value).split())


class DescribeForm(FlaskForm):
    """The focal point is given in per cent, from the left and from the top."""

    alt = TextAreaField("Alt text", filters=[_one_line], validators=[PlainText(LONGEST_ALT)])
    decorative = BooleanField("It is only decoration")
    caption = TextAreaField("Caption", filters=[_one_line], validators=[PlainText(LONGEST_CAPTION)])
    across = IntegerField(
        "From the left, %", validators=[InputRequired(PERCENT), NumberRange(0, 100, PERCENT)]
    )
    down = IntegerField(
        "From the top, %", validators=[InputRequired(PERCENT), NumberRange(0, 100, PERCENT)]
    )

    @classmethod
    def of(cls, picture: MediaPicture) -> "DescribeForm":
        """The form as it is shown first."""
        return cls(
            obj=picture, across=round(picture.focal_x * 100), down=round(picture.focal_y * 100)
        )

    @property
    def said(self) -> Description:
        """What was said; the form has been found in order."""
        return Description(
            alt=self.alt.data or "",
            decorative=bool(self.decorative.data),
            caption=self.caption.data or "",
            focal_x=(self.across.data or 0) / 100,
            focal_y=(self.down.data or 0) / 100,
        )
