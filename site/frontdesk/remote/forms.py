"""The forms of a session, for the customer and for staff."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, SelectMultipleField, StringField
from wtforms.fields import HiddenField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from frontdesk.core.forms import PlainText, PublicForm, tidy

NAME = 160


class MoveForm(PublicForm):
    """A button of the customer's: nothing but the proof that it was pressed on our own page."""


class AgreeForm(PublicForm):
    agreed_by = StringField(
        "Your name",
        [
            DataRequired("Please give your name: the agreement is recorded with it."),
            PlainText(NAME),
        ],
        filters=[tidy],
    )
    monitor = StringField(
        "Who will watch on site?",
        [PlainText(NAME)],
        filters=[tidy],
    )
    read = BooleanField(
        "I have read this version of the privacy policy and agree to this one session",
        [DataRequired("Please tick this if you agree.")],
    )


class KeyForm(PublicForm):
    key = StringField(
        "The key",
        [DataRequired("Please type the key that is read out to you."), PlainText(100)],
        filters=[tidy],
    )
    capable = HiddenField()


class ProposeForm(FlaskForm):
    scope = SelectMultipleField(
        "What is needed to solve the problem?",
        choices=[
            ("view", "See what the customer chooses to show"),
            ("control", "Use mouse and keyboard"),
            ("files", "Send files to the customer"),
        ],
        default=["view"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired("Please choose at least one.")],
    )
    engine = RadioField("What carries the session?", default="browser")
    on_site = BooleanField("Somebody of ours, or a contractor, will be on site meanwhile")


class FaxForm(FlaskForm):
    received = DateField("Day it came", [InputRequired("Please give the day.")])
    signed_by = StringField(
        "Signed by",
        [DataRequired("Please give the name on the fax."), PlainText(NAME)],
        filters=[tidy],
    )
    evidence = StringField(
        "What proves it: fax number, pages, where it is filed",
        [DataRequired("Please say what proves it."), PlainText(1000)],
        filters=[tidy],
    )


class KeyEntryForm(FlaskForm):
    """For an outside engine: the key that it showed to the representative."""

    key = StringField("Key from the engine", [PlainText(40)], filters=[tidy])
