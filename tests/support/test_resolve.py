"""Staff call a request resolved; a week later the worker closes it."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import audit, clock, worker
from frontdesk.support import actions
from frontdesk.support.models import Status
from tests.client import CheckingClient
from tests.factories import Opened, a_member, a_request, page_token
from tests.outbox import outbox_mail
from tests.support.asking import entries, requests

WEEK = timedelta(days=7)


@pytest.fixture
def opened(app: Flask) -> Opened:
    return a_request()


def test_the_customer_is_told_and_can_open_it_again(
    client: CheckingClient, staff_client: CheckingClient, opened: Opened
) -> None:
    staff_client.form(f"/staff/support/{opened.request.reference}", "Mark as resolved").submit()
    assert requests()[0].status == Status.RESOLVED
    mail = outbox_mail("support_resolved")[0]
    assert "Open the request again" in client.text(f"/support/r/{page_token(mail)}")
    assert audit.latest()[0].action == "resolved"


def test_a_second_press_says_so_and_sends_nothing(
    staff_client: CheckingClient, opened: Opened
) -> None:
    form = staff_client.form(f"/staff/support/{opened.request.reference}", "Mark as resolved")
    form.submit()
    answer = form.submit(follow_redirects=True)
    assert "This request is resolved already." in answer.text
    assert len(outbox_mail("support_resolved")) == 1
    assert len(entries()) == 1


def test_the_worker_closes_it_after_seven_days_of_silence(
    app: Flask, client: CheckingClient, opened: Opened
) -> None:
    actions.resolve(a_member(), opened.request.id)
    with clock.shifted(WEEK - timedelta(minutes=1)):
        actions.close_due()
        assert requests()[0].status == Status.RESOLVED
    with clock.shifted(WEEK):
        worker.run_due(app)
        assert requests()[0].status == Status.CLOSED
    assert "Closed after seven days" in client.text(f"/support/r/{opened.token}")


def test_a_word_from_the_customer_keeps_it_open(opened: Opened) -> None:
    actions.resolve(a_member(), opened.request.id)
    with clock.shifted(timedelta(days=6)):
        actions.customer_writes(opened.request.id, "It is dark again.", "a nonce")
    with clock.shifted(WEEK):
        actions.close_due()
    assert requests()[0].status == Status.OPEN


def test_the_week_begins_anew_when_it_is_resolved_again(opened: Opened) -> None:
    actions.resolve(a_member(), opened.request.id)
    with clock.shifted(timedelta(days=6)):
        actions.customer_writes(opened.request.id, "It is dark again.", "a nonce")
        actions.resolve(a_member(), opened.request.id)
    with clock.shifted(WEEK):
        actions.close_due()
    assert requests()[0].status == Status.RESOLVED
