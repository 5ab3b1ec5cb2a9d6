"""Whoever objects to marketing takes back what they had consented to; the record says how."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.enquiries.models import Consent
from frontdesk.optout.actions import record_objection
from tests.client import CheckingClient
from tests.enquiries.test_consent import consents
from tests.factories import an_enquiry
from tests.optout.test_enter_letter import LETTER


def ended() -> list[tuple[str, str | None]]:
    """Who had consented, and how they took it back."""
    return [(consent.email, consent.withdrawn_how) for consent in consents()]


def consented(*emails: str, **more: str) -> None:
    for email in emails:
        an_enquiry(email=email, updates=("new-services",), **more)


def test_it_ends_what_that_person_consented_to(app: Flask, client: CheckingClient) -> None:
    consented("ann@example.org", "ann+news@example.org", "bob@example.org")
    client.form("/opt-out", "Stop marketing").submit(email="Ann@example.org")
    assert ended() == [
        ("ann@example.org", "form"),
        ("ann+news@example.org", "form"),
        ("bob@example.org", None),
    ]
    first = consents()[0]
    assert first.withdrawn_by == ""
    assert first.withdrawn_at
    assert clock.now() - first.withdrawn_at < timedelta(minutes=1)


def test_a_telephone_number_is_enough_to_be_known_by(app: Flask) -> None:
    consented("ann@example.org", phone="+44 (0)20 7946 0000")
    record_objection("", "020 7946 0000", "", [], "form")
    assert ended() == [("ann@example.org", "form")]


def test_an_objection_to_calls_leaves_it(app: Flask) -> None:
    consented("ann@example.org", phone="020 7946 0000")
    record_objection("ann@example.org", "", "", ["phone"], "form")
    assert ended() == [("ann@example.org", None)]


def test_the_first_withdrawal_stands(app: Flask) -> None:
    consented("ann@example.org")
    record_objection("ann@example.org", "", "", [], "one click")
    record_objection("ann@example.org", "", "", [], "form")
    assert ended() == [("ann@example.org", "one click")]


def test_a_letter_names_who_entered_it_and_the_page_of_the_enquiry_says_so(
    staff_client: CheckingClient,
) -> None:
    enquiry = an_enquiry(email="ann@example.org", updates=("new-services",))
    staff_client.form("/staff/opt-outs", "Record the objection").submit(**LETTER)
    (consent,) = consents()
    assert (consent.withdrawn_how, consent.withdrawn_by) == ("letter", "robin@site.example")
    words = staff_client.text(f"/staff/enquiries/{enquiry.reference}")
    assert "withdrawn" in words
    assert "by letter, entered by robin@site.example" in words


@pytest.mark.one_database
def test_a_number_that_is_none_is_no_hindrance(app: Flask) -> None:
    consented("ann@example.org", phone="ask at the desk")
    (consent,) = consents()
    assert isinstance(consent, Consent)
    assert consent.phone_hash is None
