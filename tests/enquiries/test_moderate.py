"""What looks automatic goes to a list for a person to judge: never away, and without mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from frontdesk.core import clock
from frontdesk.enquiries import actions
from frontdesk.enquiries.models import State
from tests.client import CheckingClient
from tests.enquiries.writing import FORMS, enquiries, fill_in, write
from tests.factories import a_member
from tests.outbox import outbox_mail

LIST = "/staff/enquiries?list=automatic"


def too_fast(client: CheckingClient, path: str) -> TestResponse:
    typed, button = FORMS[path]
    return client.form_in(client.get(path), button).submit(**typed)


def into_the_trap(client: CheckingClient, path: str = "/contact") -> TestResponse:
    return fill_in(client, path, website="https://spam.example")


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("send", [too_fast, into_the_trap])
def test_it_is_kept_and_answered_as_any_other_but_mailed_to_nobody(
    client: CheckingClient,
    staff_client: CheckingClient,
    send: Callable[[CheckingClient, str], TestResponse],
    path: str,
) -> None:
    answer = send(client, path)
    assert (answer.status_code, answer.location) == (303, f"{path}/sent")
    assert [enquiry.suspected for enquiry in enquiries()] == [True]
    assert outbox_mail() == []
    assert "Alex Poole" in staff_client.text(LIST)
    words = staff_client.text("/staff/enquiries")
    assert "New 0" in words
    assert "Looks automatic 1" in words
    assert "Alex Poole" not in words


def test_a_form_filled_in_at_a_persons_pace_is_not_suspected(client: CheckingClient) -> None:
    typed, button = FORMS["/contact"]
    page = client.get("/contact")
    with clock.shifted(timedelta(seconds=2.1)):
        client.form_in(page, button).submit(**typed)
    assert [enquiry.suspected for enquiry in enquiries()] == [False]


def test_a_person_releases_it_with_its_mail(
    client: CheckingClient, staff_client: CheckingClient, manager_client: CheckingClient
) -> None:
    into_the_trap(client)
    (enquiry,) = enquiries()
    place = f"/staff/enquiries/{enquiry.reference}"
    staff_client.form(place, "This is genuine").submit()
    assert [enquiry.suspected for enquiry in enquiries()] == [False]
    assert [mail.kind for mail in outbox_mail()] == ["enquiry_received"]
    assert "New 1" in staff_client.text("/staff/enquiries")
    assert "This looks automatic" not in staff_client.text(place)
    assert f"released from moderation {enquiry.reference}" in manager_client.text("/staff/audit")


def test_a_second_release_sends_no_second_mail(
    client: CheckingClient, staff_client: CheckingClient
) -> None:
    into_the_trap(client)
    form = staff_client.form(f"/staff/enquiries/{enquiries()[0].reference}", "This is genuine")
    form.submit()
    assert "has been released already" in form.submit(follow_redirects=True).text
    assert len(outbox_mail()) == 1


def test_it_cannot_be_marked_as_answered_before_its_release(client: CheckingClient) -> None:
    into_the_trap(client)
    with pytest.raises(actions.NotNow, match="looks automatic"):
        actions.move(a_member(), enquiries()[0].id, State.ANSWERED)
    assert enquiries()[0].state == State.NEW


def test_closing_takes_it_off_the_list_without_a_mail(
    client: CheckingClient, staff_client: CheckingClient
) -> None:
    into_the_trap(client)
    staff_client.form(f"/staff/enquiries/{enquiries()[0].reference}", "Close").submit()
    assert "Looks automatic 0" in staff_client.text(LIST)
    assert "Alex Poole" in staff_client.text("/staff/enquiries?list=closed")
    assert outbox_mail() == []


def test_a_persons_own_enquiry_waits_for_nobody(client: CheckingClient) -> None:
    write(client)
    assert len(outbox_mail()) == 1
