"""The forms of support, for customers and for staff."""

import secrets
from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import BooleanField, HiddenField
from wtforms.validators import InputRequired

from frontdesk.core.fields import email, line, phone, text
from frontdesk.core.forms import PublicForm
from frontdesk.support.actions import Question


class QuestionFields:
    """What a request consists of, whoever writes it down."""

    name = line("Your name", 120, required="Please tell us your name.")
    email = email("E-mail address")
    phone = phone()
    organisation = line("Organisation")
    product = line("Which product is it about?")
    summary = line("The problem in one line", required="Please describe the problem in one line.")
    details = text("What happens, and since when?", "Please tell us what happens.")
    authority = BooleanField(
        "Another body must permit remote access to our computers before we can agree to it",
        false_values=(False, "false", "", "no"),
    )

    def question(self) -> Question:
        return Question(
            name=self.name.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            organisation=self.organisation.data or "",
            product=self.product.data or "",
            summary=self.summary.data or "",
            details=self.details.data or "",
            authority_needed=bool(self.authority.data),
        )


class SupportForm(QuestionFields, PublicForm):
    pass


class MessageForm(PublicForm):
    message = text("Your message", "Please write a message first.")


class ReopenForm(PublicForm):
    pass


class WritingForm(FlaskForm):
    """A form by which staff write something new. Its number makes a double click one deed."""

    nonce = HiddenField(default=lambda: secrets.token_hex(16))


class CallForm(QuestionFields, WritingForm):
    """A request taken by telephone."""

    name = line("Caller's name", 120, required="Please ask for the caller's name.")
    monitoring = RadioField(
        "Was the caller told that the call may be monitored or recorded?",
        choices=[("yes", "Yes, it was announced"), ("no", "No")],
        validators=[InputRequired("Please say whether it was announced.")],
    )


class StaffTextForm(WritingForm):
    """One of the texts that staff write on a request; `kind` names which, and its fields."""

    LABELS = {
        "reply": "To the customer",
        "note": "A note the customer never sees",
        "talk-through": "Talked through: what was said",
        "knowledge": "Knowledge base: what was looked up",
    }

    body = text("Text", "Please write something first.")

    def __init__(self, kind: str, **given: Any) -> None:
        super().__init__(prefix=kind, **given)
        self.body.label.text = self.LABELS[kind]


class ActForm(FlaskForm):
    """A button: nothing but the proof that it was pressed on our own page."""
