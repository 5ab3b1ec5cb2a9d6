"""A request that comes by telephone, and whether monitoring was announced (I17)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from frontdesk.core import audit
from frontdesk.core.db import transaction
from frontdesk.support.models import SupportRequest
from tests.client import CheckingClient
from tests.factories import a_request, page_token
from tests.outbox import outbox_mail
from tests.support.asking import TYPED, requests


def log(staff: CheckingClient, **changes: Any) -> TestResponse:
    form = staff.form("/staff/support/new", "Log the call")
    return form.submit(**{**TYPED, "monitoring": "yes", **changes})


@pytest.mark.parametrize(("said", "announced"), [("yes", True), ("no", False)])
def test_a_call_is_logged_with_what_the_caller_was_told(
    client: CheckingClient, staff_client: CheckingClient, said: str, announced: bool
) -> None:
    answer = log(staff_client, monitoring=said)
    (request,) = requests()
    assert (answer.status_code, answer.location) == (303, f"/staff/support/{request.reference}")
    assert (request.source, request.monitoring_announced) == ("phone", announced)
    word = "announced" if announced else "not announced"
    assert f"telephone; monitoring was {word}" in staff_client.text(answer.location)
    (mail,) = outbox_mail()
    assert "The display is dark" in client.text(f"/support/r/{page_token(mail)}")


def test_a_call_is_in_the_audit_trail(staff_client: CheckingClient) -> None:
    log(staff_client)
    entry = audit.latest()[0]
    assert (entry.actor, entry.action) == ("robin@site.example", "logged a call")
    assert entry.subject == requests()[0].reference


@pytest.mark.parametrize("said", [None, "", "perhaps"])
def test_a_call_without_the_answer_is_refused_and_what_was_typed_is_kept(
    staff_client: CheckingClient, said: str | None
) -> None:
    answer = log(staff_client, monitoring=said)
    assert answer.status_code == 422
    assert 'id="monitoring-error"' in answer.text
    kept = staff_client.form_in(answer, "Log the call").values
    assert {name: kept[name].replace("\r\n", "\n") for name in TYPED} == TYPED
    assert requests() == []


@pytest.mark.parametrize("name", ["name", "email", "summary", "details"])
def test_a_call_without_what_is_needed_is_refused(staff_client: CheckingClient, name: str) -> None:
    answer = log(staff_client, **{name: " "})
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert requests() == []


def test_the_database_refuses_a_call_without_the_answer(app: Flask) -> None:
    request_id = a_request().request.id
    with pytest.raises(IntegrityError, match="monitoring_recorded"), transaction() as session:
        session.get_one(SupportRequest, request_id).source = "phone"


def test_a_double_click_logs_one_call(staff_client: CheckingClient) -> None:
    form = staff_client.form("/staff/support/new", "Log the call")
    form.submit(**TYPED, monitoring="yes")
    again = form.submit(**TYPED, monitoring="yes", follow_redirects=True)
    assert "This call has been logged already." in again.text
    assert len(requests()) == 1
    assert len(outbox_mail()) == 1


def test_the_page_needs_its_own_token(staff_client: CheckingClient) -> None:
    answer = staff_client.post("/staff/support/new", data={**TYPED, "monitoring": "yes"})
    assert answer.status_code == 400
    assert requests() == []
