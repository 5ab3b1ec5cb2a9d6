"""The two forms by which visitors write to us: a message, and what an estimate is asked for."""

import re
from collections.abc import Iterator
from typing import Any

from wtforms import Field, FieldList, Form, FormField, SelectField, SelectMultipleField, StringField
from wtforms.fields import HiddenField
from wtforms.validators import DataRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from frontdesk.core import catalogue
from frontdesk.core.fields import email, line, phone, text
from frontdesk.core.forms import PublicForm, tidy
from frontdesk.core.sign import Sign
from frontdesk.enquiries import wording
from frontdesk.enquiries.actions import Item, Letter
from frontdesk.enquiries.models import MOST_ITEMS, MOST_PIECES, Kind

OTHER = "other"
OTHER_NAME = "Something else"
DETAILS = 2_000


def product_names() -> dict[str, str]:
    """What an item can be, by the value that the form sends."""
    return {**catalogue.names(), OTHER: OTHER_NAME}


class WriterFields:
    """Who writes, and of what we may tell them later."""

    name = line("Your name", 120, required="Please tell us your name.")
    email = email("E-mail address")
    phone = phone()
    organisation = line("Organisation")
    updates = SelectMultipleField(
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    wording = HiddenField()

    def offer_updates(self) -> None:
        """Put today's words beside the boxes."""
        shown = wording.current()
        self.updates.label.text = shown.question
        self.updates.choices = list(shown.topics.items())

    def validate_updates(self, field: Any) -> None:
        shown = wording.current()
        if not set(field.data or ()) <= shown.topics.keys():
            raise ValidationError("Please choose among the boxes shown here.")
        # Whoever consents must have read the words that are stored as theirs.
        if field.data and self.wording.data not in (None, "", shown.version):
            raise ValidationError("These words have changed meanwhile. Please choose once more.")

    def writer(self) -> dict[str, Any]:
        """The part of a Letter that both forms ask for."""
        return {
            "name": self.name.data or "",
            "email": self.email.data or "",
            "phone": self.phone.data or "",
            "organisation": self.organisation.data or "",
            "updates": tuple(dict.fromkeys(self.updates.data or ())),
        }


class ContactForm(WriterFields, PublicForm):
    message = text("Your message", "Please write a message.")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.offer_updates()

    def letter(self) -> Letter:
        return Letter(Kind.CONTACT, message=self.message.data or "", **self.writer())


def _quantity(label: str) -> StringField:
    message = f"Please give a number from 1 to {MOST_PIECES}."

    def check(form: Any, field: Any) -> None:
        if not re.fullmatch(r"[0-9]{1,4}", field.data) or int(field.data) < 1:
            raise ValidationError(message)

    # A number field would drop what it cannot read, and with it what was typed.
    return StringField(
        label, [Optional(), check], filters=[tidy], render_kw={"inputmode": "numeric"}
    )


class ItemForm(Form):
    """One row of what an estimate is asked for."""

    product = SelectField(
        "Product", [DataRequired("Please choose what this is about.")], validate_choice=False
    )
    quantity = _quantity("How many?")
    details = text("What should we know about it?", required=None, maximum=DETAILS)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.product.choices = [("", "Choose one"), *product_names().items()]

    def validate_product(self, field: Any) -> None:
        if field.data not in product_names():
            raise ValidationError("Please choose one from the list.")

    @property
    def is_blank(self) -> bool:
        return not (self.product.data or self.quantity.data or self.details.data)

    def item(self) -> Item:
        quantity = int(self.quantity.data) if self.quantity.data else None
        return Item(self.product.data, quantity, self.details.data or "")


class ItemRows(FieldList):
    """Rows that can be added and taken away; `surplus` counts those that came beyond the most."""

    surplus = 0

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        # WTForms takes any digit for a number and then fails on those that int() refuses.
        pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-")
        found = {int(match[1]) for match in map(pattern.match, formdata) if match}
        self.surplus = max(0, len(found) - MOST_ITEMS)
        yield from found

    @property
    def full(self) -> bool:
        return len(self.entries) >= MOST_ITEMS

    def change(self, step: str) -> None:
        """Do what a button says: `add`, or `remove-N`; anything else changes nothing."""
        number = step.removeprefix("remove-")
        if step == "add" and not self.full:
            self.append_entry()
        elif number in [str(entry.index) for entry in self.entries]:
            self.pop_entry(int(number))
            if not self.entries:
                self.append_entry()

    def drop_blank(self) -> None:
        """Forget rows in which nothing was given, unless that would leave none."""
        for entry in reversed(self.entries):
            if entry.form.is_blank and len(self.entries) > 1:
                self.pop_entry(entry.index)


def plain_sign(text: str | None) -> str:
    """The query string of the sign that `text` describes, which may be its message alone."""
    given = tidy(text)
    sign = Sign.parse(given) if given.startswith("message=") else Sign.of({"message": given})
    return sign.query() if given else ""


class QuoteForm(WriterFields, PublicForm):
    items = ItemRows(FormField(ItemForm), min_entries=1, max_entries=MOST_ITEMS)
    sign = HiddenField(filters=[plain_sign])
    postcode = line("Postcode", 16)
    message = text("Anything else?", required=None)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.offer_updates()

    def __iter__(self) -> Iterator[Field]:
        """The fields as they stand on the page, in which order the summary names what is wrong."""
        above = ("items", "sign", "postcode", "message")
        return iter(sorted(self._fields.values(), key=lambda field: field.short_name not in above))

    @property
    def design(self) -> Sign | None:
        """The sign that the visitor brought along from where it was designed."""
        return Sign.parse(self.sign.data) if self.sign.data else None

    def change(self, step: str) -> None:
        """Do what a button says that changes the form instead of sending it."""
        if step == "remove-sign":
            self.sign.data = ""
        else:
            self.items.change(step)

    def validate(self, extra_validators: Any = None) -> bool:
        self.items.drop_blank()
        good = super().validate(extra_validators)
        if self.items.surplus:
            self.form_errors.append(
                f"One enquiry holds {MOST_ITEMS} items; {self.items.surplus} more came and are not "
                "shown. Please put them into the message, or send a second enquiry."
            )
        return good and not self.items.surplus

    def letter(self) -> Letter:
        return Letter(
            Kind.QUOTE,
            items=tuple(row.form.item() for row in self.items),
            sign=self.sign.data or "",
            postcode=self.postcode.data or "",
            message=self.message.data or "",
            **self.writer(),
        )
