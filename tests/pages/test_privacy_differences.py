"""What changed from one version of the privacy policy to the next."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from justhtml import JustHTML

from frontdesk.core.differences import differences
from frontdesk.core.markdown import render
from frontdesk.pages import policy
from frontdesk.pages.policy import Policy
from tests.client import CheckingClient

pytestmark = pytest.mark.one_database

OLD = """Words that stay.

## Cookies

The public pages set no cookies at all.

## Calls

We record **nothing**, and keep [no list](/privacy).
"""
NEW = """Words that stay.

## Cookies

The public pages set two small cookies at all.

## Calls

We record **nothing**, and keep [no list](/privacy/history).

A paragraph that nobody had read before.
"""


def a_version(name: str, year: int, text: str) -> Policy:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(
        policy.load_policies()[0],
        version=name,
        effective=date(year, 1, 1),
        text=text,
        sha256=digest,
        html=render(text),
    )


def history(app: Flask, client: CheckingClient) -> JustHTML:
    app.extensions["policies"] = [a_version("2020-01", 2020, OLD), a_version("2021-01", 2021, NEW)]
    return JustHTML(client.get("/privacy/history").text, sanitize=False)


def told(old: str, new: str) -> list[str]:
    """The changed paragraphs, with [-removed-] and [+added+] words marked."""
    marks = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return [
        " ".join(marks[run.kind].format(run.words) for run in paragraph.runs)
        for paragraph in differences(old, new)
    ]


def test_a_single_version_has_nothing_to_compare(client: CheckingClient) -> None:
    assert "What changed" not in client.text("/privacy/history")


def test_the_history_marks_what_was_added_and_removed(app: Flask, client: CheckingClient) -> None:
    page = history(app, client)
    [changes] = page.query("details.changes")
    assert changes.query_one("summary").to_text().strip() == "What changed from version 2020-01"
    assert [d.to_text().split() for d in changes.query("del")] == [["removed:", "no", "(end)"]]
    added = [" ".join(i.to_text().split()) for i in changes.query("ins")]
    assert added == [
        "added: two small (end)",
        "added: A paragraph that nobody had read before. (end)",
    ]


def test_what_stayed_the_same_is_left_out(app: Flask, client: CheckingClient) -> None:
    [changes] = history(app, client).query("details.changes")
    words = changes.to_text()
    assert "Words that stay" not in words
    assert [heading.to_text().strip() for heading in changes.query("h3")] == ["Cookies", "Calls"]


def test_each_version_leads_to_its_changes(app: Flask, client: CheckingClient) -> None:
    page = history(app, client)
    assert 'href="/privacy/history#v-2021-01"' in client.get("/privacy/2021-01").text
    assert page.query_one("#v-2021-01") is not None


def test_the_address_of_a_link_is_no_word_of_the_text() -> None:
    assert told("See [this](/a).", "See [this](/b).") == []


def test_the_same_text_has_no_differences() -> None:
    assert told(OLD, OLD) == []


def test_a_word_changed_within_a_paragraph() -> None:
    old, new = "We keep it for one year only.", "We keep it for two years only."
    assert told(old, new) == ["We keep it for [-one year only.-] [+two years only.+]"]


def test_a_removed_paragraph_is_removed_whole() -> None:
    assert told("One.\n\nTwo words.\n\nThree.", "One.\n\nThree.") == ["[-Two words.-]"]


def test_a_new_heading_is_shown_as_added() -> None:
    old, new = "One.\n\nLast.", "One.\n\n## Rights\n\nYou have some.\n\nLast."
    assert told(old, new) == ["[+Rights+]", "[+You have some.+]"]


def test_everything_rewritten_is_removed_and_added() -> None:
    assert told("Alpha beta.", "Gamma delta.") == ["[-Alpha beta.-] [+Gamma delta.+]"]
