"""The same form sent twice is acted on once; somebody else's form is no way in."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from tests.client import CheckingClient
from tests.outbox import outbox_mail
from tests.support.asking import TYPED, ask, requests


def test_a_double_click_makes_one_request_and_one_mail(client: CheckingClient) -> None:
    form = client.form("/support", "Send the request")
    first, second = form.submit(**TYPED), form.submit(**TYPED)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.status_code == 303
    assert len(requests()) == 1
    assert [mail.kind for mail in outbox_mail()] == ["support_received"]


def test_a_replayed_form_with_other_words_changes_nothing(client: CheckingClient) -> None:
    form = client.form("/support", "Send the request")
    form.submit(**TYPED)
    form.submit(**{**TYPED, "email": "all@site.example", "summary": "Something else"})
    assert [request.summary for request in requests()] == ["The display is dark"]
    assert [mail.recipient for mail in outbox_mail()] == ["pat@surgery.example"]


def test_two_submissions_at_the_same_moment_make_one_request(
    app: Flask, client: CheckingClient
) -> None:
    form = client.form("/support", "Send the request")
    data, together, places = form.data(**TYPED), threading.Barrier(2), []

    def send() -> None:
        sender = app.test_client()
        together.wait()
        places.append(sender.post("/support", data=data).location)

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(places) == 2
    assert len(set(places)) == 1
    assert "The display is dark" in client.text(places[0])
    assert len(requests()) == 1
    assert len(outbox_mail()) == 1


@pytest.mark.parametrize("forged", ["", "nonsense", "WyJhIiwxXQ.c2lnbmF0dXJl"])
def test_a_forged_form_token_is_refused_and_what_was_typed_is_kept(
    client: CheckingClient, forged: str
) -> None:
    answer = ask(client, form_token=forged)
    assert answer.status_code == 422
    assert "Please send it again" in answer.text or "please send it again" in answer.text
    assert {name: client.form_in(answer).values[name] for name in TYPED} == TYPED
    assert requests() == []


def test_a_form_that_lay_open_for_a_day_is_sent_again_and_then_works(
    client: CheckingClient,
) -> None:
    form = client.form("/support", "Send the request")
    with clock.shifted(timedelta(hours=24, seconds=1)):
        answer = form.submit(**TYPED)
        assert answer.status_code == 422
        assert requests() == []
        assert client.form_in(answer).submit().status_code == 303
    assert len(requests()) == 1


def test_a_token_that_served_another_form_still_brings_the_request_in(
    client: CheckingClient,
) -> None:
    # A request that is acknowledged with 303 must be there, wherever its token came from.
    other = client.form("/opt-out", "Stop marketing")
    other.submit(email="pat@surgery.example")
    answer = ask(client, form_token=other.values["form_token"])
    assert answer.status_code == 303
    assert "The display is dark" in client.text(answer.location)
    assert len(requests()) == 1


def test_a_form_from_another_site_is_refused(client: CheckingClient) -> None:
    data = client.form("/support", "Send the request").data(**TYPED)
    for header in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/support", data=data, headers=header).status_code == 403
    assert requests() == []
