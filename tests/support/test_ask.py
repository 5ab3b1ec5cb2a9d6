"""Asking for support: the form, the request it makes, and the reference."""

import re
from datetime import timedelta

import pytest

from frontdesk.core import clock
from frontdesk.core.tokens import tidy_reference
from frontdesk.support.models import Status
from tests.client import CheckingClient
from tests.outbox import outbox_mail
from tests.page import text_of
from tests.support.asking import TYPED, ask, requests


def test_a_customer_asks_and_lands_on_a_private_page_that_survives_a_reload(
    client: CheckingClient,
) -> None:
    answer = ask(client)
    assert answer.status_code == 303
    assert re.fullmatch(r"/support/r/[a-z2-7]{26}", answer.location)
    for _ in range(2):
        assert "The display is dark" in client.text(answer.location)


def test_every_field_is_kept_as_it_was_typed(client: CheckingClient) -> None:
    ask(client, authority="y")
    (request,) = requests()
    assert {name: getattr(request, name) for name in TYPED} == TYPED
    assert request.authority_needed
    assert (request.source, request.status, request.suspected) == ("form", Status.OPEN, False)
    assert request.monitoring_announced is None


def test_what_is_optional_may_be_left_out(client: CheckingClient) -> None:
    answer = ask(client, phone="", organisation=None, product=None)
    assert answer.status_code == 303
    (request,) = requests()
    assert (request.phone, request.organisation, request.product) == ("", "", "")
    assert not request.authority_needed


@pytest.mark.parametrize("value", ["yes", "y", "on", "true"])
def test_authority_is_needed_when_the_customer_says_yes(client: CheckingClient, value: str) -> None:
    ask(client, authority=value)
    assert requests()[0].authority_needed


@pytest.mark.parametrize("value", ["no", "false", ""])
def test_authority_is_not_needed_when_the_customer_says_no(
    client: CheckingClient, value: str
) -> None:
    ask(client, authority=value)
    assert not requests()[0].authority_needed


def test_the_address_is_kept_in_lower_case_and_without_spaces(client: CheckingClient) -> None:
    ask(client, email="  Pat@Surgery.Example ")
    assert requests()[0].email == "pat@surgery.example"


def test_the_reference_can_be_read_out_and_checks_itself(client: CheckingClient) -> None:
    ask(client)
    reference = requests()[0].reference
    assert re.fullmatch(r"JX-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", reference)
    assert tidy_reference(reference.lower().replace("-", " ")) == reference
    for place in range(3, len(reference)):
        for letter in "23456789ABCDEFGHJKMNPQRSTVWXYZ":
            wrong = reference[:place] + letter + reference[place + 1 :]
            if reference[place] != "-" and wrong != reference:
                assert tidy_reference(wrong) is None


def test_the_form_says_what_happens_on_the_telephone_beside_the_number(
    client: CheckingClient,
) -> None:
    words = client.text("/support")
    assert "+44 (0)20 8838 6222 Calls may be monitored or recorded." in words


def test_looking_at_the_form_makes_no_request_and_sends_no_mail(client: CheckingClient) -> None:
    client.get("/support")
    assert requests() == []
    assert outbox_mail() == []


def test_a_private_page_is_for_nobody_but_who_has_its_link(client: CheckingClient) -> None:
    ask(client)
    answer = ask(client, name="Kim Roe", email="kim@theatre.example")
    assert "Kim Roe" in client.text(answer.location)
    assert "Pat Doe" not in client.text(answer.location)
    assert answer.headers.get("Set-Cookie") is None


def test_a_corrected_form_goes_through(client: CheckingClient) -> None:
    with clock.shifted(-timedelta(seconds=3)):
        wrong = ask(client, email="pat at surgery")
    assert wrong.status_code == 422
    assert "Please check this address" in text_of(wrong.text)
    assert client.form_in(wrong).submit(email="pat@surgery.example").status_code == 303
    assert requests()[0].summary == "The display is dark"
