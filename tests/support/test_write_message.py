"""The customer writes on the page of the request."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.support import actions
from frontdesk.support.models import Status
from tests.client import CheckingClient
from tests.factories import Opened, a_member, a_request
from tests.support.asking import entries, requests

SEND = "Send the message"


@pytest.fixture
def opened(app: Flask) -> Opened:
    return a_request()


def test_a_message_stands_on_the_timeline_and_puts_the_request_in_our_hands(
    client: CheckingClient, opened: Opened
) -> None:
    actions.reply(a_member(), opened.request.id, "Is the lamp on?")
    assert requests()[0].status == Status.WAITING
    answer = client.form(f"/support/r/{opened.token}", SEND).submit(message="Yes,\r\nit is.")
    assert (answer.status_code, answer.location) == (303, f"/support/r/{opened.token}")
    assert "it is." in client.text(answer.location)
    assert entries()[-1].body == "Yes,\nit is."
    assert requests()[0].status == Status.OPEN


def test_a_message_sent_twice_is_there_once(client: CheckingClient, opened: Opened) -> None:
    form = client.form(f"/support/r/{opened.token}", SEND)
    assert form.submit(message="It is dark.").status_code == 303
    assert form.submit(message="It is dark.").status_code == 303
    assert [entry.body for entry in entries()] == ["It is dark."]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "message", [None, "", "  \n ", "m" * 20_001, "a bell\x07"], ids=lambda m: repr(m)[:12]
)
def test_a_message_that_cannot_be_read_is_refused_and_kept(
    client: CheckingClient, opened: Opened, message: str | None
) -> None:
    answer = client.form(f"/support/r/{opened.token}", SEND).submit(message=message)
    assert answer.status_code == 422
    assert 'href="#message"' in answer.text
    assert (client.form_in(answer, SEND).values["message"]).strip() == (message or "").strip()
    assert entries() == []


def test_a_form_token_that_served_elsewhere_loses_no_message(
    client: CheckingClient, opened: Opened
) -> None:
    other = a_request(name="Kim Roe")
    theirs = client.form(f"/support/r/{other.token}", SEND)
    theirs.submit(message="Ours is bright.")
    token = theirs.values["form_token"]
    own = client.form(f"/support/r/{opened.token}", SEND)
    assert own.submit(message="It is dark.", form_token=token).status_code == 303
    assert [entry.body for entry in entries()] == ["Ours is bright.", "It is dark."]


def test_a_page_open_for_a_day_keeps_the_message_and_then_sends_it(
    client: CheckingClient, opened: Opened
) -> None:
    form = client.form(f"/support/r/{opened.token}", SEND)
    with clock.shifted(timedelta(hours=25)):
        answer = form.submit(message="It is dark.")
        assert answer.status_code == 422
        assert client.form_in(answer, SEND).submit().status_code == 303
    assert [entry.body for entry in entries()] == ["It is dark."]
