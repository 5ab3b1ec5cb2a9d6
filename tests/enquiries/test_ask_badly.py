"""Rows of items as no page of ours would send them."""

import pytest
from justhtml import JustHTML

from frontdesk.enquiries.models import MOST_ITEMS
from tests.client import CheckingClient
from tests.enquiries.test_write_badly import summary
from tests.enquiries.writing import WISH, ask, enquiries
from tests.page import text_of

# What is refused here is refused before the database is asked.
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quantity", "0"),
        ("quantity", "-1"),
        ("quantity", "2.5"),
        ("quantity", "1e3"),
        ("quantity", "10000"),
        ("quantity", "two"),
        ("quantity", "٣"),
        ("quantity", "1_000"),
        ("quantity", "9" * 5000),
        ("quantity", "2\x00"),
        ("details", "d" * 2001),
        ("details", "a bell\x07"),
        ("product", "no-such-product"),
        ("product", "led-signs\x00"),
        ("product", "p" * 5000),
        ("product", "None"),
    ],
)
def test_an_absurd_field_of_a_row_is_named_and_everything_typed_is_kept(
    client: CheckingClient, name: str, value: str
) -> None:
    first = {field: WISH[field] for field in WISH if field.startswith("items-0-")}
    answer = ask(client, {"items-1-product": "other", f"items-1-{name}": value})
    assert answer.status_code == 422
    assert summary(answer) == [f"#items-1-{name}"]
    assert f'id="items-1-{name}-error"' in answer.text
    kept = client.form_in(answer).values
    assert {field: kept[field] for field in first} == first
    if name != "product":
        assert kept[f"items-1-{name}"] == value.replace("\x00", "\ufffd")
    assert enquiries() == []


def test_a_row_that_says_something_needs_a_product(client: CheckingClient) -> None:
    answer = ask(client, {"items-1-details": "A clock"})
    assert answer.status_code == 422
    assert summary(answer) == ["#items-1-product"]
    assert client.form_in(answer).values["items-1-details"] == "A clock"


def test_two_hundred_items_are_refused_with_a_word_on_what_to_do(client: CheckingClient) -> None:
    answer = ask(client, {f"items-{number}-product": "other" for number in range(1, 200)})
    assert answer.status_code == 422
    assert "190 more came and are not shown" in text_of(answer.text)
    rows = JustHTML(answer.text, sanitize=False).query("fieldset.item")
    assert len(rows) == MOST_ITEMS
    assert enquiries() == []
    assert client.form_in(answer).submit().status_code == 303
    assert len(enquiries()[0].items) == MOST_ITEMS


@pytest.mark.parametrize(
    "name",
    [
        "items-²-product",
        "items-" + "9" * 5000 + "-product",
        "items--1-product",
        "items-x-product",
        "items-1",
        "items",
        "items-1-",
        "items-1-no-such-field",
        "items-0-product-0",
        "items-1.5-product",
        "items-\x00-product",
    ],
    ids=lambda name: ascii(name[:20]),
)
def test_a_row_that_cannot_be_numbered_changes_nothing(client: CheckingClient, name: str) -> None:
    assert ask(client, {name: "led-signs"}).status_code == 303
    assert [item.product for item in enquiries()[0].items] == ["led-signs"]


@pytest.mark.parametrize(
    "sign",
    ["message=", "=&=&=", "%", "message=%00", "a\x00b", "colour=red", "message=" + "x" * 5000],
    ids=lambda sign: ascii(sign[:20]),
)
def test_whatever_is_sent_as_a_sign_does_no_harm(client: CheckingClient, sign: str) -> None:
    assert ask(client, {"sign": sign}).status_code == 303
    assert len(enquiries()[0].sign) <= 2000


def test_a_signs_words_are_text_wherever_they_are_shown(client: CheckingClient) -> None:
    hostile = "message=%3Cscript%3Ealert(1)%3C/script%3E"
    page = client.get("/quote", query_string={"sign": hostile})
    assert "<script>alert" not in page.text
