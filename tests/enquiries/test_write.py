"""Writing to us by the contact form."""

import re
from datetime import timedelta

import pytest

from frontdesk.core import clock
from frontdesk.core.tokens import tidy_reference
from frontdesk.enquiries.models import Kind, State
from tests.client import CheckingClient
from tests.enquiries.writing import FORMS, MESSAGE, enquiries, write
from tests.outbox import outbox_mail
from tests.page import text_of


def test_a_visitor_writes_and_lands_on_a_page_that_survives_a_reload_and_names_nobody(
    client: CheckingClient,
) -> None:
    answer = write(client)
    assert (answer.status_code, answer.location) == (303, "/contact/sent")
    for _ in range(2):
        page = client.get(answer.location)
        assert "We have your message" in page.text
        assert "noindex" in page.text
        assert "Alex" not in page.text
        assert enquiries()[0].reference not in page.text


def test_every_field_is_kept_as_it_was_typed(client: CheckingClient) -> None:
    write(client)
    (enquiry,) = enquiries()
    assert {name: getattr(enquiry, name) for name in MESSAGE} == MESSAGE
    assert (enquiry.kind, enquiry.source, enquiry.state) == (Kind.CONTACT, "form", State.NEW)
    assert (enquiry.suspected, enquiry.postcode, enquiry.sign) == (False, "", "")
    assert enquiry.items == []


def test_what_is_optional_may_be_left_out(client: CheckingClient) -> None:
    assert write(client, phone="", organisation=None).status_code == 303
    (enquiry,) = enquiries()
    assert (enquiry.phone, enquiry.organisation) == ("", "")


def test_the_reference_says_that_it_is_an_enquirys_and_checks_itself(
    client: CheckingClient,
) -> None:
    write(client)
    reference = enquiries()[0].reference
    assert re.fullmatch(r"EQ-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", reference)
    assert tidy_reference(reference.lower().replace("-", " "), "EQ") == reference
    assert tidy_reference(reference) is None


@pytest.mark.one_database
@pytest.mark.parametrize("path", FORMS)
def test_each_form_says_what_it_is_for_and_what_happens_on_the_telephone(
    client: CheckingClient, path: str
) -> None:
    words = client.text(path)
    assert "+44 (0)20 8838 6222 Calls may be monitored or recorded." in words
    assert "We use this to" in words
    assert "How long enquiries are kept is not settled yet" in words
    assert 'href="/privacy"' in client.get(path).text


@pytest.mark.parametrize("path", FORMS)
def test_looking_at_a_form_records_nothing(client: CheckingClient, path: str) -> None:
    client.get(path)
    assert enquiries() == []
    assert outbox_mail() == []


def test_a_corrected_form_goes_through(client: CheckingClient) -> None:
    with clock.shifted(-timedelta(seconds=3)):
        wrong = write(client, email="alex at station")
    assert wrong.status_code == 422
    assert "Please check this address" in text_of(wrong.text)
    assert client.form_in(wrong).submit(email="alex@station.example").status_code == 303
    assert [enquiry.email for enquiry in enquiries()] == ["alex@station.example"]
