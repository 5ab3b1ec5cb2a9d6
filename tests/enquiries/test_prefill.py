"""Links to the estimate form that fill in a part of it."""

import pytest

from tests.client import CheckingClient
from tests.enquiries.writing import enquiries, form_at

# Looking at the form never meets the database.
pytestmark = pytest.mark.one_database


def test_a_products_page_leads_to_the_form_with_the_product_chosen(client: CheckingClient) -> None:
    form = form_at_query(client, product="video-walls", details="Three by three")
    assert form["items-0-product"] == "video-walls"
    assert form["items-0-details"] == "Three by three"
    assert form["items-0-quantity"] == ""


def test_a_link_can_say_how_many(client: CheckingClient) -> None:
    assert form_at_query(client, product="led-signs", quantity="3")["items-0-quantity"] == "3"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"product": "no-such-product"}, "product"),
        ({"product": ["", "led-signs"]}, "product"),
        ({"product": "x" * 5000}, "product"),
        ({"quantity": "-1"}, "quantity"),
        ({"details": "d" * 2001}, "details"),
        ({"details": "a bell\x07"}, "details"),
        ({"details": "a\x00b"}, "details"),
    ],
)
def test_what_would_not_pass_the_form_is_left_out(
    client: CheckingClient, given: dict[str, str], name: str
) -> None:
    assert form_at_query(client, **given)[f"items-0-{name}"] == ""


def test_markup_in_a_link_is_text(client: CheckingClient) -> None:
    page = client.get("/quote", query_string={"details": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in page.text


def test_a_link_complains_of_nothing_and_ticks_no_box(client: CheckingClient) -> None:
    page = client.get("/quote?product=nonsense&updates=new-services&name=Alex&step=add")
    assert "error-summary" not in page.text
    assert "checked" not in page.text
    assert client.form_in(page).values["name"] == ""


def test_an_empty_link_shows_the_usual_form(client: CheckingClient) -> None:
    usual = form_at(client, "/quote").values
    filled = form_at_query(client, product="", details="", sign="")
    assert {**filled, "form_token": ""} == {**usual, "form_token": ""}
    assert enquiries() == []


def form_at_query(client: CheckingClient, **query: str) -> dict[str, str]:
    page = client.get("/quote", query_string=query)
    assert page.status_code == 200
    return client.form_in(page, "Ask for the estimate").values
