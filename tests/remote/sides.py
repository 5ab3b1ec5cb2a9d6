"""Both sides of a session as a test meets them: pages, presses, and the room's own messages."""

import re
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from frontdesk.core.db import db
from frontdesk.support.models import SupportEntry
from tests.client import CheckingClient
from tests.factories import Proposed


def page(session: Proposed) -> str:
    return f"/session/{session.token}"


def desk(session: Proposed) -> str:
    return f"/staff/sessions/{session.id}"


def press(client: CheckingClient, session: Proposed, button: str, **fields: Any) -> TestResponse:
    """The customer presses a button on the session's page."""
    return client.form(page(session), button).submit(**fields)


def say(client: CheckingClient, session: Proposed, what: str, **body: Any) -> TestResponse:
    """The customer's room sends a message."""
    return client.post(f"{page(session)}/{what}", json=body)


def staff_say(client: CheckingClient, session: Proposed, what: str, **body: Any) -> TestResponse:
    """The representative's room sends a message, with the token that its page carries."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(desk(session)).text)
    assert found
    headers = {"X-CSRFToken": found[1]}
    return client.post(f"{desk(session)}/{what}", json=body, headers=headers)


def told(session: Proposed) -> list[str]:
    """The lines on the request's timeline, the oldest first."""
    query = select(SupportEntry).where(SupportEntry.request_id == session.row.request_id)
    return [entry.sentence for entry in db.session.scalars(query.order_by(SupportEntry.id))]
