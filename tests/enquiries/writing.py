"""A visitor who fills in one of the two forms, and what the database then knows."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from frontdesk.core.db import db
from frontdesk.enquiries.models import Enquiry
from tests.client import CheckingClient
from tests.pageform import PageForm

WRITER: dict[str, Any] = {
    "name": "Alex Poole",
    "email": "alex@station.example",
    "phone": "020 7946 0000",
    "organisation": "Hill Station",
}
MESSAGE: dict[str, Any] = {**WRITER, "message": "When are you open?\nWe are three."}
WISH: dict[str, Any] = {
    **WRITER,
    "items-0-product": "led-signs",
    "items-0-quantity": "2",
    "items-0-details": "For the ticket hall.\nThree metres wide.",
    "postcode": "NW10 7QP",
    "message": "We open in May.",
}
FORMS = {"/contact": (MESSAGE, "Send the message"), "/quote": (WISH, "Ask for the estimate")}


def form_at(client: CheckingClient, path: str) -> PageForm:
    """The form on the page, opened as long ago as a person needs to fill it in."""
    return client.form(path, FORMS[path][1])


def fill_in(client: CheckingClient, path: str, **changes: Any) -> TestResponse:
    """Open the form, type what is usual with these changes, and send it."""
    return form_at(client, path).submit(**{**FORMS[path][0], **changes})


def write(client: CheckingClient, **changes: Any) -> TestResponse:
    return fill_in(client, "/contact", **changes)


def ask(client: CheckingClient, changes: dict[str, Any] | None = None) -> TestResponse:
    """Ask for an estimate. The changes may name fields of rows that the page does not show yet."""
    form = form_at(client, "/quote")
    return form.send({**form.data(**WISH), **(changes or {})})


def enquiries() -> list[Enquiry]:
    """Every enquiry there is, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Enquiry).order_by(Enquiry.id)))
