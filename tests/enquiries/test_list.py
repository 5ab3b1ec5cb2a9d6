"""The lists of enquiries: the newest first, fifty at a time, each found by its reference."""

import pytest
from flask import Flask
from justhtml import JustHTML
from werkzeug.test import TestResponse

from frontdesk.enquiries import actions, store
from frontdesk.enquiries.actions import Item
from frontdesk.enquiries.models import Kind, State
from frontdesk.enquiries.store import Shelf
from tests.client import CheckingClient
from tests.factories import a_member, an_enquiry


def entries(answer: TestResponse) -> list[str]:
    found = JustHTML(answer.text, sanitize=False).query(".queue__item > a")
    return [" ".join(str(a.to_text()).split()) for a in found]


def test_an_enquiry_is_told_by_what_it_asks(app: Flask, staff_client: CheckingClient) -> None:
    an_enquiry(Kind.CONTACT, message="When are you open?")
    an_enquiry(items=(Item("led-signs", 2), Item("other")))
    assert entries(staff_client.get("/staff/enquiries")) == [
        "2 × LED signs, Something else",
        "When are you open?",
    ]


def test_a_product_that_is_no_longer_sold_is_told_by_its_address(
    app: Flask, staff_client: CheckingClient
) -> None:
    an_enquiry(items=(Item("tape-players"),))
    assert entries(staff_client.get("/staff/enquiries")) == ["tape-players"]


def test_each_enquiry_is_on_the_list_of_its_state(app: Flask, staff_client: CheckingClient) -> None:
    for state in (State.NEW, State.ANSWERED, State.CLOSED):
        enquiry = an_enquiry(Kind.CONTACT, message=f"to be {state.lower()}")
        if state != State.NEW:
            actions.move(a_member(), enquiry.id, state)
    an_enquiry(Kind.CONTACT, message="to be automatic", suspected=True)
    for shelf in Shelf:
        answer = staff_client.get(f"/staff/enquiries?list={shelf}")
        assert entries(answer) == [f"to be {shelf}"]


def test_a_long_list_is_paged_by_key_and_nothing_is_missed_or_shown_twice(
    app: Flask, staff_client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PAGE_LENGTH", 3)
    for number in range(7):
        an_enquiry(Kind.CONTACT, message=f"message {number}")
    answer, pages = staff_client.get("/staff/enquiries"), []
    for newcomer in ("a", "b", "c"):
        pages.append(entries(answer))
        # What comes in meanwhile moves nothing from one page to the next.
        an_enquiry(Kind.CONTACT, message=newcomer)
        onward = JustHTML(answer.text, sanitize=False).query("a[rel=next]")
        answer = staff_client.get(onward[0].attrs["href"]) if onward else answer
    assert pages == [
        ["message 6", "message 5", "message 4"],
        ["message 3", "message 2", "message 1"],
        ["message 0"],
    ]


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 30, "1.5", "", "²"])
def test_a_key_that_cannot_be_is_no_fault(
    app: Flask, staff_client: CheckingClient, before: str
) -> None:
    an_enquiry()
    assert staff_client.get(f"/staff/enquiries?before={before}").status_code == 200


def test_a_list_that_is_not_there_is_not_found(staff_client: CheckingClient) -> None:
    assert staff_client.get("/staff/enquiries?list=lost").status_code == 404


def test_an_empty_list_says_so(staff_client: CheckingClient) -> None:
    assert "None." in staff_client.text("/staff/enquiries")


def test_an_enquiry_is_found_by_its_reference_as_it_is_read_out(
    app: Flask, staff_client: CheckingClient
) -> None:
    reference = an_enquiry().reference
    spoken = reference.lower().replace("-", " ")
    answer = staff_client.form("/staff/enquiries", "Find").submit(reference=spoken)
    assert answer.location == f"/staff/enquiries/{reference}"


@pytest.mark.parametrize("reference", ["", "EQ-2222-2222", "nonsense", "\x00", "E" * 5000])
def test_an_unknown_reference_leads_back_with_a_word(
    app: Flask, staff_client: CheckingClient, reference: str
) -> None:
    form = staff_client.form("/staff/enquiries", "Find")
    answer = form.submit(reference=reference, follow_redirects=True)
    assert "No enquiry has that reference" in answer.text
