"""The page of one enquiry, and what staff do with it."""

import pytest
from flask import Flask

from frontdesk.enquiries import actions
from frontdesk.enquiries.actions import Item
from frontdesk.enquiries.models import Kind, State
from tests.client import CheckingClient
from tests.enquiries.writing import enquiries
from tests.factories import a_member, an_enquiry

PRESSED = [
    ("Mark as answered", State.ANSWERED, "marked as answered"),
    ("Close", State.CLOSED, "closed"),
]


def test_it_shows_all_that_came(app: Flask, staff_client: CheckingClient) -> None:
    enquiry = an_enquiry(
        items=(Item("led-signs", 2, "For the ticket hall"), Item("other", None, "A clock")),
        phone="020 7946 0000",
        organisation="Hill Station",
        postcode="NW10 7QP",
        message="We open in May.",
        sign="message=MIND+THE+GAP&colour=green",
        updates=("new-services",),
    )
    page = staff_client.get(f"/staff/enquiries/{enquiry.reference}")
    words = staff_client.text(f"/staff/enquiries/{enquiry.reference}")
    for text in (
        *("Alex Poole", "alex@station.example", "020 7946 0000", "Hill Station", "NW10 7QP"),
        *("2 × LED signs", "For the ticket hall", "Something else", "A clock", "We open in May."),
        *("green, ", "New services", "the words of version 2026-11"),
        enquiry.reference,
    ):
        assert text in words
    assert 'aria-label="MIND THE GAP"' in page.text


def test_what_was_not_given_is_said(app: Flask, staff_client: CheckingClient) -> None:
    reference = an_enquiry(Kind.CONTACT).reference
    words = staff_client.text(f"/staff/enquiries/{reference}")
    assert "Telephone not given" in words
    assert "Nothing: no box was ticked." in words
    assert "Their sign" not in words


def test_markup_is_shown_as_text_and_never_run(app: Flask, staff_client: CheckingClient) -> None:
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}"
    enquiry = an_enquiry(name=hostile, message=hostile, items=(Item("other", None, hostile),))
    page = staff_client.get(f"/staff/enquiries/{enquiry.reference}")
    assert "<script>alert(1)" not in page.text
    assert staff_client.text(f"/staff/enquiries/{enquiry.reference}").count(hostile) == 4


@pytest.mark.parametrize(("button", "state", "deed"), PRESSED)
def test_a_button_moves_it_and_the_trail_says_who_did(
    app: Flask,
    staff_client: CheckingClient,
    manager_client: CheckingClient,
    button: str,
    state: State,
    deed: str,
) -> None:
    reference = an_enquiry().reference
    answer = staff_client.form(f"/staff/enquiries/{reference}", button).submit()
    assert (answer.status_code, answer.location) == (303, f"/staff/enquiries/{reference}")
    assert enquiries()[0].state == state
    assert f"robin@site.example {deed} {reference}" in manager_client.text("/staff/audit")


@pytest.mark.parametrize("state", [State.ANSWERED, State.CLOSED])
def test_a_mistaken_press_can_be_taken_back(
    app: Flask, staff_client: CheckingClient, state: State
) -> None:
    enquiry = an_enquiry()
    actions.move(a_member(), enquiry.id, state)
    staff_client.form(f"/staff/enquiries/{enquiry.reference}", "Put back among the new").submit()
    assert enquiries()[0].state == State.NEW


def test_pressing_twice_is_said_and_recorded_once(
    app: Flask, staff_client: CheckingClient, manager_client: CheckingClient
) -> None:
    reference = an_enquiry().reference
    form = staff_client.form(f"/staff/enquiries/{reference}", "Close")
    form.submit()
    assert "Somebody has done that already." in form.submit(follow_redirects=True).text
    assert manager_client.text("/staff/audit").count(f"closed {reference}") == 1


def test_an_enquiry_that_is_not_there_is_not_found(staff_client: CheckingClient) -> None:
    for reference in ("EQ-2222-2222", "nonsense", "JX-7K4Q-M2PA"):
        assert staff_client.get(f"/staff/enquiries/{reference}").status_code == 404
