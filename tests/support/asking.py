"""A customer who asks for support on the site, and what the database then knows."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from frontdesk.core.db import db
from frontdesk.support.models import SupportEntry, SupportRequest
from tests.client import CheckingClient

TYPED: dict[str, Any] = {
    "name": "Pat Doe",
    "email": "pat@surgery.example",
    "phone": "020 7946 0000",
    "organisation": "Hill Surgery",
    "product": "Patient calling display",
    "summary": "The display is dark",
    "details": "It shows nothing.\nSince this morning.",
}


def ask(client: CheckingClient, **changes: Any) -> TestResponse:
    """Fill in the form and send it."""
    return client.form("/support", "Send the request").submit(**{**TYPED, **changes})


def requests() -> list[SupportRequest]:
    """Every request there is, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(SupportRequest).order_by(SupportRequest.id)))


def entries() -> list[SupportEntry]:
    """Every line on every timeline, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(SupportEntry).order_by(SupportEntry.id)))
