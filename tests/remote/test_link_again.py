"""The customer has the session's link mailed again, from the page of the request."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.remote import actions
from frontdesk.remote.machine import Event
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, page_token, session_token
from tests.outbox import outbox_mail
from tests.page import text_of

AGAIN = "Mail me the link again"


@pytest.fixture
def proposed(app: Flask) -> Proposed:
    return a_proposal()


@pytest.fixture
def own_page(proposed: Proposed) -> str:
    return f"/support/r/{page_token(outbox_mail('support_received')[0])}"


def test_a_fresh_link_comes_by_mail_alone(
    client: CheckingClient, proposed: Proposed, own_page: str
) -> None:
    answer = client.form(own_page, AGAIN).submit(follow_redirects=True)
    assert "We have mailed the link" in text_of(answer.text)
    (mail,) = outbox_mail("session_link")
    token = session_token(mail)
    assert mail.recipient == "pat@surgery.example"
    assert "Sam Lee asks for a remote session" in client.text(f"/session/{token}")
    assert token not in answer.text
    assert proposed.token not in answer.text


def test_the_old_link_goes_on_working(
    client: CheckingClient, proposed: Proposed, own_page: str
) -> None:
    client.form(own_page, AGAIN).submit()
    assert client.get(f"/session/{proposed.token}").status_code == 200


def test_pressed_twice_it_is_mailed_once(client: CheckingClient, own_page: str) -> None:
    form = client.form(own_page, AGAIN)
    for _ in range(2):
        assert form.submit().location == f"{own_page}?sent=link"
    assert len(outbox_mail("session_link")) == 1


def test_a_session_that_is_over_has_no_link(
    client: CheckingClient, proposed: Proposed, own_page: str
) -> None:
    form = client.form(own_page, AGAIN)
    actions.customer_moves(proposed.id, Event.DECLINE)
    answer = form.submit(follow_redirects=True)
    assert "That session is over" in answer.text
    assert "We have mailed" not in answer.text
    assert AGAIN not in client.text(own_page)
    assert outbox_mail("session_link") == []


def test_a_page_open_for_a_day_says_that_nothing_was_mailed(
    client: CheckingClient, own_page: str
) -> None:
    form = client.form(own_page, AGAIN)
    with clock.shifted(timedelta(hours=25)):
        answer = form.submit(follow_redirects=True)
    assert "nothing was mailed" in answer.text
    assert outbox_mail("session_link") == []


def test_a_stranger_has_nothing_mailed(client: CheckingClient, proposed: Proposed) -> None:
    assert client.post(f"/support/r/{'a' * 26}/session-link").status_code == 404
    assert outbox_mail("session_link") == []


@pytest.mark.one_database
def test_it_cannot_be_used_to_flood_a_mailbox(client: CheckingClient, own_page: str) -> None:
    token = client.form(own_page, AGAIN).values["form_token"]
    answers = [
        client.post(f"{own_page}/session-link", data={"form_token": token}).status_code
        for _ in range(11)
    ]
    assert answers == [303] * 10 + [429]
