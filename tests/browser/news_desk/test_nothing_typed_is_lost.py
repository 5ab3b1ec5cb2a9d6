"""The sign-in runs out, the connection dies, the tab closes: every character is there."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask_security import Security
from playwright.sync_api import expect

from frontdesk.core.db import db, transaction
from frontdesk.news.content import Content
from frontdesk.staff import accounts
from tests.browser.news_desk.writer import ALEX, PASSWORD, Writer
from tests.services.waiting import until
from tests.staff.test_two_step import code

BEFORE, AFTER = " The sentence began", " and ended in another sign-in."
WHOLE = "It begins." + BEFORE + AFTER


@pytest.fixture
def app_code(desk: Flask) -> Iterator[Callable[[], str]]:
    """From now on Alex's sign-in asks for a code as well; gives what the app shows."""
    security: Security = desk.extensions["security"]
    with desk.app_context():
        secret = security.totp_factory.generate_totp_secret()
        key = security.totp_factory.get_totp_pretty_key(secret)
        _set(tf_primary_method="authenticator", tf_totp_secret=secret)
    yield lambda: code(key)
    with desk.app_context():
        _set(tf_primary_method=None, tf_totp_secret=None)


def _set(**values: str | None) -> None:
    with transaction() as session:
        account = accounts.datastore.find_user(email=ALEX)
        for name, value in values.items():
            setattr(account, name, value)
        session.add(account)
    db.session.remove()


_KEPT_BODY = "Object.values(localStorage).map((copy) => JSON.parse(copy).values.body).join()"


def after_a_closed_tab(writer: Writer, story: int) -> Writer:
    """Words are typed without a connection, the tab is closed, and the story is opened again."""
    context = writer.page.context
    other = context.new_page()
    other.goto("/healthz")
    writer.page.bring_to_front()
    writer.go_to_end()
    context.set_offline(True)
    writer.type(BEFORE)
    # A browser writes to its store a moment after the key, and this tab is closed faster than a
    # person could.
    until(lambda: BEFORE in other.evaluate(_KEPT_BODY), "the device's copy")
    writer.page.close()
    context.set_offline(False)
    again = Writer(context.new_page())
    again.page.goto(f"/staff/news/{story}")
    again.tool("Bold").wait_for()
    return again


def sign_in_again(writer: Writer) -> None:
    dialog = writer.page.get_by_role("dialog", name="Please sign in again")
    expect(dialog.get_by_label("Email")).to_have_value(ALEX)
    dialog.get_by_label("Password").fill(PASSWORD)
    writer.press("Enter")


def test_a_sign_in_that_runs_out_in_mid_sentence_takes_nothing(
    writer: Writer, stored: Callable[[], Content]
) -> None:
    writer.go_to_end()
    writer.type(BEFORE)
    writer.page.context.clear_cookies()
    writer.type(AFTER)
    sign_in_again(writer)
    writer.wait_until_saved()
    expect(writer.text).to_be_focused()
    until(lambda: stored().body == WHOLE, "every character on the site")


def test_when_connection_and_sign_in_go_together_a_code_brings_every_character(
    writer: Writer, stored: Callable[[], Content], app_code: Callable[[], str]
) -> None:
    context = writer.page.context
    writer.go_to_end()
    context.set_offline(True)
    writer.type(BEFORE)
    expect(writer.status).to_have_text("Not saved: no connection; kept on this device.")
    context.clear_cookies()
    context.set_offline(False)
    expect(writer.page.get_by_role("dialog", name="Please sign in again")).to_be_visible()
    writer.page.get_by_role("button", name="Later").click()
    writer.go_to_end()
    writer.type(AFTER)
    sign_in_again(writer)
    field = writer.page.get_by_role("dialog").get_by_label("Code")
    expect(field).to_be_focused()
    field.fill("000000")
    writer.press("Enter")
    expect(writer.page.get_by_role("alert")).to_contain_text("not right")
    field.fill(app_code())
    writer.press("Enter")
    writer.wait_until_saved()
    expect(writer.text).to_be_focused()
    until(lambda: stored().body == WHOLE, f"every character on the site ({stored().body})", 5)
    assert writer.page.evaluate("localStorage.length") == 0


def test_a_wrong_password_is_said_and_asked_for_again(
    writer: Writer, stored: Callable[[], Content]
) -> None:
    writer.page.context.clear_cookies()
    writer.go_to_end()
    writer.type(BEFORE)
    dialog = writer.page.get_by_role("dialog")
    dialog.get_by_label("Password").fill("wrong")
    writer.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("not right")
    sign_in_again(writer)
    until(lambda: stored().body == "It begins." + BEFORE, "the text on the site")


def test_pressing_the_button_without_a_sign_in_loses_nothing(
    writer: Writer, stored: Callable[[], Content]
) -> None:
    writer.page.context.clear_cookies()
    writer.go_to_end()
    writer.type(BEFORE)
    writer.page.get_by_role("button", name="Save draft").click()
    sign_in_again(writer)
    expect(writer.page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert stored().body == "It begins." + BEFORE


def test_a_lost_connection_is_said_and_caught_up_with(
    writer: Writer, stored: Callable[[], Content]
) -> None:
    writer.go_to_end()
    writer.page.context.set_offline(True)
    writer.type(BEFORE)
    expect(writer.status).to_have_text("Not saved: no connection; kept on this device.")
    writer.type(AFTER)
    writer.page.context.set_offline(False)
    writer.wait_until_saved()
    until(lambda: stored().body == WHOLE, "every character on the site")


def test_what_a_closed_tab_had_is_offered_with_a_comparison(
    writer: Writer, story: int, stored: Callable[[], Content]
) -> None:
    again = after_a_closed_tab(writer, story)
    offer = again.page.get_by_role("region", name="This device has kept words")
    expect(offer.get_by_label("Text, kept here")).to_have_text("It begins." + BEFORE)
    expect(offer.get_by_label("Text, on the site")).to_have_text("It begins.")
    offer.get_by_role("button", name="Use the kept words").click()
    expect(offer).to_have_count(0)
    expect(again.text).to_have_text("It begins." + BEFORE)
    again.wait_until_saved()
    until(lambda: stored().body == "It begins." + BEFORE, "the kept words on the site")
    assert again.page.evaluate("localStorage.length") == 0


def test_kept_words_can_be_thrown_away(writer: Writer, story: int) -> None:
    again = after_a_closed_tab(writer, story)
    offer = again.page.get_by_role("region", name="This device has kept words")
    offer.get_by_role("button", name="Throw them away").click()
    expect(again.text).to_have_text("It begins.")
    assert again.page.evaluate("localStorage.length") == 0


def test_signing_out_leaves_nothing_on_the_device(writer: Writer, story: int) -> None:
    # The sign-in that all these tests share must not be ended.
    writer.page.context.clear_cookies()
    writer.page.goto("/staff/sign-in")
    writer.sign_in()
    writer.page.wait_for_url("**/staff/")
    writer.page.goto(f"/staff/news/{story}")
    again = after_a_closed_tab(writer, story)
    assert again.page.evaluate("localStorage.length") == 1
    again.page.get_by_role("button", name="Sign out").click()
    again.page.wait_for_url("**/staff/sign-in*")
    assert again.page.evaluate("localStorage.length") == 0


def test_somebody_elses_change_stops_the_saving_and_shows_both(
    writer: Writer, write: Callable[..., Writer]
) -> None:
    other = write()
    other.go_to_end()
    other.type(" Theirs.")
    other.wait_until_saved()
    writer.go_to_end()
    writer.type(" Mine.")
    expect(writer.status).to_contain_text("somebody else has changed this")
    writer.type(" And on.")
    assert " Mine. And on." in writer.page.evaluate("Object.values(localStorage).join()")
    writer.page.get_by_role("button", name="Save draft").click()
    expect(writer.page.get_by_role("heading", name="Two of you wrote at once")).to_be_visible()
    both = writer.page.get_by_role("group", name="Text")
    expect(both.get_by_text("It begins. Mine. And on.")).to_be_visible()
    expect(both.get_by_text("It begins. Theirs.")).to_be_visible()
    both.get_by_label("Both, one after the other").check()
    writer.page.get_by_role("button", name="Make one text of these").click()
    expect(writer.text).to_have_text("It begins. Theirs.It begins. Mine. And on.")
    expect(writer.page.get_by_text("This device has kept words")).to_have_count(0)
    assert writer.page.evaluate("localStorage.length") == 0
