"""The same form sent twice is acted on once; somebody else's form is no way in."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from tests.client import CheckingClient
from tests.enquiries.writing import FORMS, enquiries, fill_in, form_at
from tests.outbox import outbox_mail

pytestmark = pytest.mark.parametrize("path", FORMS)


def test_a_double_click_makes_one_enquiry_and_one_mail(client: CheckingClient, path: str) -> None:
    form, typed = form_at(client, path), {**FORMS[path][0], "updates": "new-services"}
    first, second = form.submit(**typed), form.submit(**typed)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.status_code == 303
    assert [len(enquiry.consents) for enquiry in enquiries()] == [1]
    assert [mail.kind for mail in outbox_mail()] == ["enquiry_received"]


def test_a_replayed_form_with_other_words_changes_nothing(
    client: CheckingClient, path: str
) -> None:
    form, typed = form_at(client, path), FORMS[path][0]
    form.submit(**typed)
    form.submit(**{**typed, "email": "all@site.example", "message": "Something else"})
    assert [enquiry.message for enquiry in enquiries()] == [typed["message"]]
    assert [mail.recipient for mail in outbox_mail()] == ["alex@station.example"]


def test_two_submissions_at_the_same_moment_make_one_enquiry(
    app: Flask, client: CheckingClient, path: str
) -> None:
    form = form_at(client, path)
    data, together, answers = form.data(**FORMS[path][0]), threading.Barrier(2), []

    def send() -> None:
        sender = app.test_client()
        together.wait()
        answers.append(sender.post(path, data=data).status_code)

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert answers == [303, 303]
    assert len(enquiries()) == 1
    assert len(outbox_mail()) == 1


@pytest.mark.parametrize("forged", ["", "nonsense", "WyJhIiwxXQ.c2lnbmF0dXJl"])
def test_a_forged_form_token_is_refused_and_what_was_typed_is_kept(
    client: CheckingClient, path: str, forged: str
) -> None:
    typed = FORMS[path][0]
    answer = fill_in(client, path, form_token=forged)
    assert answer.status_code == 422
    assert "please send it again" in answer.text
    assert {name: client.form_in(answer).values[name] for name in typed} == typed
    assert enquiries() == []


def test_a_form_that_lay_open_for_a_day_is_sent_again_and_then_works(
    client: CheckingClient, path: str
) -> None:
    form = form_at(client, path)
    with clock.shifted(timedelta(hours=24, seconds=1)):
        answer = form.submit(**FORMS[path][0])
        assert answer.status_code == 422
        assert enquiries() == []
        assert client.form_in(answer).submit().status_code == 303
    assert len(enquiries()) == 1


def test_a_token_that_served_another_form_still_brings_the_enquiry_in(
    client: CheckingClient, path: str
) -> None:
    # An enquiry that is acknowledged with 303 must be there, wherever its token came from.
    other = client.form("/opt-out", "Stop marketing")
    other.submit(email="alex@station.example")
    answer = fill_in(client, path, form_token=other.values["form_token"])
    assert answer.status_code == 303
    assert len(enquiries()) == 1


def test_a_form_from_another_site_is_refused(client: CheckingClient, path: str) -> None:
    data = form_at(client, path).data(**FORMS[path][0])
    for header in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(path, data=data, headers=header).status_code == 403
    assert enquiries() == []
