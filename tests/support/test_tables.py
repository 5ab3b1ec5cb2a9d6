"""What the database itself refuses about a request."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from frontdesk.core import clock
from frontdesk.core.db import transaction
from frontdesk.support import actions
from frontdesk.support.models import SupportAccess, SupportEntry, SupportRequest
from tests.factories import a_member, a_request


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "LOST"}, "ck_support_request_status"),
        ({"source": "fax"}, "ck_support_request_source"),
        ({"source": "phone"}, "ck_support_request_monitoring_recorded"),
        ({"reference": None}, "reference"),
    ],
)
def test_a_request_that_cannot_be(app: Flask, values: dict[str, Any], constraint: str) -> None:
    a_request()
    with pytest.raises(IntegrityError, match=constraint), transaction() as session:
        session.execute(update(SupportRequest).values(**values))


def test_two_requests_with_one_reference(app: Flask) -> None:
    first = a_request().request.reference
    other = a_request().request.id
    with pytest.raises(IntegrityError, match="reference"), transaction() as session:
        session.execute(
            update(SupportRequest).where(SupportRequest.id == other).values(reference=first)
        )


@pytest.mark.parametrize("values", [{"kind": "rumour"}, {"author_kind": "stranger"}])
def test_an_entry_that_cannot_be(app: Flask, values: dict[str, str]) -> None:
    actions.note(a_member(), a_request().request.id, "Known.")
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(update(SupportEntry).values(**values))


def test_a_link_to_a_request_that_is_not_there(app: Flask) -> None:
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(
            insert(SupportAccess).values(
                token_hash="0" * 64, request_id=12345, created_at=clock.now()
            )
        )
