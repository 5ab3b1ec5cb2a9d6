"""The forms of visitors in a real browser, by keyboard alone, with scripts and without."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from frontdesk.core.db import db
from frontdesk.enquiries.models import MOST_ITEMS, Enquiry
from tests.browser.enquiries.visitor import Visitor

scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def latest() -> Enquiry:
    db.session.rollback()
    return db.session.scalars(select(Enquiry).order_by(Enquiry.id.desc()).limit(1)).one()


@scripts
def test_a_message_is_written_and_sent_by_keyboard(
    desk: Flask, come: Callable[..., Visitor], script: bool
) -> None:
    visitor = come("/contact", script)
    visitor.type_into("Your name", "Alex Poole")
    visitor.type_into("E-mail address", "alex@station.example")
    visitor.type_into("Your message", "When are you open?")
    visitor.tick("Special offers")
    visitor.take_time()
    visitor.push("Send the message")
    visitor.wait_for_heading("We have your message")
    enquiry = latest()
    assert (enquiry.name, enquiry.message) == ("Alex Poole", "When are you open?")
    assert [consent.topic for consent in enquiry.consents] == ["special-offers"]
    assert not enquiry.suspected


@scripts
def test_an_estimate_for_two_items_is_asked_for_by_keyboard(
    desk: Flask, come: Callable[..., Visitor], script: bool
) -> None:
    visitor = come("/quote?product=led-signs&sign=message%3DMIND%2BTHE%2BGAP", script)
    visitor.type_into("How many?", "2")
    visitor.push("Add another item")
    visitor.page.locator("fieldset.item").nth(1).wait_for()
    second = visitor.page.get_by_role("group", name="Item 2")
    if not script:
        # The address names the new row, so that the next press of Tab is in it.
        visitor.page.keyboard.press("Tab")
    assert second.get_by_label("Product").evaluate("field => field === document.activeElement")
    visitor.page.keyboard.type("Video")
    visitor.type_into("Your name", "Alex Poole")
    visitor.type_into("E-mail address", "alex@station.example")
    visitor.take_time()
    visitor.push("Ask for the estimate")
    visitor.wait_for_heading("We have your request for an estimate")
    enquiry = latest()
    assert [(i.product, i.quantity) for i in enquiry.items] == [
        ("led-signs", 2),
        ("video-walls", None),
    ]
    assert enquiry.sign == "message=MIND+THE+GAP"
    assert not enquiry.suspected


@scripts
def test_return_in_a_field_sends_the_form(come: Callable[..., Visitor], script: bool) -> None:
    visitor = come("/quote", script)
    visitor.type_into("How many?", "2")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_text("There is something to put right").wait_for()
    assert visitor.items() == ["Item 1"]
    assert visitor.page.get_by_label("How many?").input_value() == "2"


def test_items_come_and_go_in_place(come: Callable[..., Visitor]) -> None:
    visitor = come("/quote")
    visitor.remember_page()
    page = visitor.page
    page.get_by_label("Product").select_option("led-signs")
    for number in range(2, MOST_ITEMS + 1):
        visitor.press("Add another item")
        page.get_by_label("How many?").last.fill(str(number))
    assert visitor.items() == [f"Item {number}" for number in range(1, MOST_ITEMS + 1)]
    assert not page.get_by_role("button", name="Add another item").is_visible()
    visitor.press("Remove item 2")
    assert page.get_by_role("group", name="Item 1").evaluate(
        "row => row === document.activeElement"
    )
    numbers = [field.input_value() for field in page.get_by_label("How many?").all()]
    assert numbers == ["", "3", "4", "5", "6", "7", "8", "9", "10"]
    assert visitor.items() == [f"Item {number}" for number in range(1, MOST_ITEMS)]
    visitor.press("Add another item")
    assert page.get_by_label("Product").last.input_value() == ""
    names = page.locator("fieldset.item [name$=product]").evaluate_all(
        "all => all.map(f => f.name)"
    )
    assert len(set(names)) == MOST_ITEMS
    assert visitor.page_was_kept()


def test_a_row_made_from_a_wrong_one_complains_of_nothing(come: Callable[..., Visitor]) -> None:
    visitor = come("/quote")
    visitor.page.get_by_label("How many?").fill("many")
    visitor.press("Ask for the estimate")
    visitor.page.get_by_text("There is something to put right").wait_for()
    visitor.press("Add another item")
    second = visitor.page.get_by_role("group", name="Item 2")
    assert second.locator(".error").count() == 0
    assert second.locator("[aria-invalid]").count() == 0
    assert second.get_by_label("How many?").input_value() == ""


def test_an_objection_is_made_and_the_site_searched_by_keyboard(
    come: Callable[..., Visitor],
) -> None:
    visitor = come("/opt-out", script=False)
    visitor.type_into("E-mail address", "alex@station.example")
    visitor.take_time()
    visitor.push("Stop marketing")
    visitor.wait_for_heading("No more marketing")
    visitor.page.goto("/search")
    visitor.tab_to("searchbox", "Products, help and news")
    visitor.page.keyboard.type("pixel pitch")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("mark", has_text="pixel pitch").first.wait_for()
