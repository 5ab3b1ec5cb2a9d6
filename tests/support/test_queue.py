"""The queue at the desk: who waits longest comes first."""

from datetime import timedelta

from flask import Flask

from frontdesk.core import clock
from frontdesk.support import actions, store
from frontdesk.support.models import Status
from tests.client import CheckingClient
from tests.factories import a_member, a_request


def test_the_longest_waiting_come_first_in_each_column(app: Flask) -> None:
    for hours, summary in ((-1, "third"), (-3, "first"), (-2, "second")):
        with clock.shifted(timedelta(hours=hours)):
            a_request(summary=summary)
    assert [r.summary for r in store.queue(Status.OPEN)] == ["first", "second", "third"]


def test_a_request_stands_in_the_column_of_its_status(
    app: Flask, staff_client: CheckingClient
) -> None:
    member = a_member()
    for summary in ("one", "two", "three", "four"):
        opened = a_request(summary=summary)
        if summary == "two":
            actions.reply(member, opened.request.id, "Is the lamp on?")
        if summary == "three":
            actions.resolve(member, opened.request.id)
    words = staff_client.text("/staff/support")
    assert "To answer 2" in words
    assert "Waiting for the customer 1" in words
    assert "Resolved 1" in words


def test_a_word_from_the_customer_sends_the_request_to_the_end_of_its_column(app: Flask) -> None:
    member = a_member()
    with clock.shifted(timedelta(hours=-2)):
        early = a_request(summary="early")
        actions.reply(member, early.request.id, "Is the lamp on?")
    with clock.shifted(timedelta(hours=-1)):
        a_request(summary="late")
    actions.customer_writes(early.request.id, "Yes.", "a nonce")
    assert [r.summary for r in store.queue(Status.OPEN)] == ["late", "early"]


def test_an_open_queue_asks_whether_anything_is_new(
    app: Flask, staff_client: CheckingClient
) -> None:
    opened = a_request()
    version = staff_client.get("/staff/support/state").json["version"]
    state = f"/staff/support/state?v={version}"
    assert staff_client.get(state).status_code == 204
    actions.note(a_member(), opened.request.id, "Known.")
    changed = staff_client.get(state)
    assert changed.status_code == 200
    a_request()
    assert staff_client.get(f"/staff/support/state?v={changed.json['version']}").status_code == 200


def test_an_empty_queue_says_so(staff_client: CheckingClient) -> None:
    assert "To answer 0 None." in staff_client.text("/staff/support")
