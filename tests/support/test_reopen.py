"""The customer opens a request again that we had called resolved."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.support import actions
from frontdesk.support.models import Status
from tests.client import CheckingClient
from tests.factories import Opened, a_member, a_request
from tests.support.asking import entries, requests

REOPEN = "Open the request again"


@pytest.fixture
def resolved(app: Flask) -> Opened:
    opened = a_request()
    actions.resolve(a_member(), opened.request.id)
    return opened


def test_a_resolved_request_opens_again(client: CheckingClient, resolved: Opened) -> None:
    page = f"/support/r/{resolved.token}"
    assert client.form(page, REOPEN).submit().location == page
    assert requests()[0].status == Status.OPEN
    assert "Pat Doe reopened this" in client.text(page)
    assert REOPEN not in client.text(page)


def test_a_closed_request_opens_again(client: CheckingClient, resolved: Opened) -> None:
    with clock.shifted(timedelta(days=8)):
        actions.close_due()
        assert requests()[0].status == Status.CLOSED
        client.form(f"/support/r/{resolved.token}", REOPEN).submit()
    assert requests()[0].status == Status.OPEN


def test_pressed_twice_it_opens_once(client: CheckingClient, resolved: Opened) -> None:
    form = client.form(f"/support/r/{resolved.token}", REOPEN)
    form.submit()
    actions.resolve(a_member(), resolved.request.id)
    form.submit()
    assert requests()[0].status == Status.RESOLVED
    assert [entry.title for entry in entries()].count("reopened this") == 1


def test_an_open_request_has_nothing_to_open(app: Flask, client: CheckingClient) -> None:
    opened = a_request()
    token = client.form(f"/support/r/{opened.token}").values["form_token"]
    answer = client.post(f"/support/r/{opened.token}/reopen", data={"form_token": token})
    assert answer.status_code == 303
    assert entries() == []


def test_a_page_open_for_a_day_says_so_and_then_works(
    client: CheckingClient, resolved: Opened
) -> None:
    form = client.form(f"/support/r/{resolved.token}", REOPEN)
    with clock.shifted(timedelta(hours=25)):
        answer = form.submit()
        assert answer.status_code == 422
        assert "This page had been open too long" in answer.text
        assert requests()[0].status == Status.RESOLVED
        client.form_in(answer, REOPEN).submit()
    assert requests()[0].status == Status.OPEN
