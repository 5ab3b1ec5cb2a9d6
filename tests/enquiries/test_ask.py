"""Asking for an estimate: several items, a sign, and what else there is to say."""

import pytest

from frontdesk.enquiries.models import Kind, State
from tests.client import CheckingClient
from tests.enquiries.writing import WISH, WRITER, ask, enquiries
from tests.page import text_of

PRODUCTS = ("led-signs", "full-colour-displays", "video-walls", "lcd-networks", "patient-calling")


def test_a_visitor_asks_and_lands_on_a_page_that_survives_a_reload_and_names_nobody(
    client: CheckingClient,
) -> None:
    answer = ask(client)
    assert (answer.status_code, answer.location) == (303, "/quote/sent")
    for _ in range(2):
        page = client.get(answer.location)
        assert "We have your request for an estimate" in page.text
        assert "noindex" in page.text
        assert "Alex" not in page.text


def test_every_field_is_kept_as_it_was_typed(client: CheckingClient) -> None:
    ask(client)
    (enquiry,) = enquiries()
    assert {name: getattr(enquiry, name) for name in WRITER} == WRITER
    assert (enquiry.postcode, enquiry.message) == (WISH["postcode"], WISH["message"])
    assert (enquiry.kind, enquiry.source, enquiry.state) == (Kind.QUOTE, "form", State.NEW)
    (item,) = enquiry.items
    assert (item.position, item.product, item.quantity) == (1, "led-signs", 2)
    assert item.details == WISH["items-0-details"]


@pytest.mark.parametrize("product", [*PRODUCTS, "other"])
def test_anything_we_sell_can_be_asked_for_and_anything_else(
    client: CheckingClient, product: str
) -> None:
    assert ask(client, {"items-0-product": product}).status_code == 303
    assert enquiries()[0].items[0].product == product


def test_several_items_are_kept_in_their_order(client: CheckingClient) -> None:
    ask(
        client,
        {
            "items-1-product": "video-walls",
            "items-1-quantity": "",
            "items-1-details": "",
            "items-2-product": "other",
            "items-2-details": "A clock",
        },
    )
    kept = [(i.position, i.product, i.quantity, i.details) for i in enquiries()[0].items]
    assert kept[1:] == [(2, "video-walls", None, ""), (3, "other", None, "A clock")]


def test_rows_that_were_left_blank_are_no_items(client: CheckingClient) -> None:
    blank = {"product": "", "quantity": " ", "details": ""}
    rows = {f"items-{number}-{name}": text for number in (1, 2) for name, text in blank.items()}
    assert ask(client, rows).status_code == 303
    assert len(enquiries()[0].items) == 1


def test_rows_need_not_be_numbered_without_gaps(client: CheckingClient) -> None:
    ask(client, {"items-7-product": "other", "items-3-product": "video-walls"})
    assert [i.product for i in enquiries()[0].items] == ["led-signs", "video-walls", "other"]
    assert [i.position for i in enquiries()[0].items] == [1, 2, 3]


def test_ten_items_go_into_one_enquiry(client: CheckingClient) -> None:
    assert ask(client, {f"items-{n}-product": "other" for n in range(1, 10)}).status_code == 303
    assert len(enquiries()[0].items) == 10


@pytest.mark.parametrize("missing", ["postcode", "message", "items-0-quantity", "items-0-details"])
def test_what_is_optional_may_be_left_out(client: CheckingClient, missing: str) -> None:
    assert ask(client, {missing: ""}).status_code == 303
    assert len(enquiries()) == 1


def test_a_sign_designed_on_the_site_comes_along(client: CheckingClient) -> None:
    page = client.get("/quote?sign=message%3DMIND%2BTHE%2BGAP%26colour%3Dgreen")
    assert 'aria-label="MIND THE GAP"' in page.text
    assert "matrix__on--green" in page.text
    form = client.form_in(page, "Ask for the estimate")
    assert form.submit(**WISH).status_code == 303
    assert enquiries()[0].sign == "message=MIND+THE+GAP&colour=green"


def test_the_sign_stays_in_sight_while_a_form_is_corrected(client: CheckingClient) -> None:
    wrong = ask(client, {"sign": "message=MIND+THE+GAP", "email": "nobody"})
    assert wrong.status_code == 422
    assert 'aria-label="MIND THE GAP"' in wrong.text
    client.form_in(wrong).submit(email="alex@station.example")
    assert enquiries()[0].sign == "message=MIND+THE+GAP"


def test_the_words_of_a_sign_alone_are_a_sign(client: CheckingClient) -> None:
    ask(client, {"sign": "OPEN & READY"})
    assert enquiries()[0].sign == "message=OPEN+%26+READY"


def test_without_a_sign_the_page_speaks_of_none(client: CheckingClient) -> None:
    assert "Your sign" not in text_of(client.get("/quote").text)
