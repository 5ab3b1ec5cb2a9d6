"""What looks automatic goes to a list for a person to judge: never away, and without mail."""

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from frontdesk.core import clock
from frontdesk.support import actions
from frontdesk.support.models import Status
from tests.client import CheckingClient
from tests.factories import a_member, page_token
from tests.outbox import outbox_mail
from tests.support.asking import TYPED, ask, requests


def too_fast(client: CheckingClient) -> TestResponse:
    return client.form_in(client.get("/support"), "Send the request").submit(**TYPED)


def into_the_trap(client: CheckingClient) -> TestResponse:
    return ask(client, website="https://spam.example")


@pytest.mark.parametrize("send", [too_fast, into_the_trap])
def test_it_is_kept_and_answered_as_any_other_but_mailed_to_nobody(
    client: CheckingClient, staff_client: CheckingClient, send: object
) -> None:
    answer = send(client)  # type: ignore[operator]
    assert answer.status_code == 303
    assert "The display is dark" in client.text(answer.location)
    assert outbox_mail() == []
    words = staff_client.text("/staff/support")
    assert "Looks automatic 1" in words
    assert "To answer 0" in words


def test_a_form_filled_in_at_a_persons_pace_is_not_suspected(client: CheckingClient) -> None:
    page = client.get("/support")
    with clock.shifted(timedelta(seconds=2.1)):
        client.form_in(page, "Send the request").submit(**TYPED)
    assert [request.suspected for request in requests()] == [False]


def test_a_person_releases_it_with_its_mail(
    client: CheckingClient, staff_client: CheckingClient
) -> None:
    into_the_trap(client)
    staff_client.form("/staff/support", "This is genuine").submit()
    assert [request.suspected for request in requests()] == [False]
    (mail,) = outbox_mail()
    assert mail.kind == "support_received"
    assert "The display is dark" in client.text(f"/support/r/{page_token(mail)}")
    words = staff_client.text("/staff/support")
    assert "To answer 1" in words
    assert "Looks automatic" not in words


def test_a_second_release_sends_no_second_mail(
    client: CheckingClient, staff_client: CheckingClient
) -> None:
    into_the_trap(client)
    form = staff_client.form("/staff/support", "This is genuine")
    form.submit()
    answer = form.submit(follow_redirects=True)
    assert "This request has been released already." in answer.text
    assert len(outbox_mail()) == 1


def test_nothing_else_that_staff_do_mails_an_unreleased_sender(client: CheckingClient) -> None:
    into_the_trap(client)
    (request,) = requests()
    member = a_member()
    with pytest.raises(actions.NotNow):
        actions.reply(member, request.id, "How can we help?")
    actions.resolve(member, request.id)
    assert outbox_mail() == []


def test_resolving_takes_it_off_the_list(
    client: CheckingClient, staff_client: CheckingClient
) -> None:
    into_the_trap(client)
    staff_client.form(f"/staff/support/{requests()[0].reference}", "Mark as resolved").submit()
    assert requests()[0].status == Status.RESOLVED
    assert "Looks automatic" not in staff_client.text("/staff/support")
