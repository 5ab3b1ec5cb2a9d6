"""Headings in order."""

import pytest

from tests.news_checklist.drafts import said_of

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    "body",
    ["No heading.", "## One\n\n### Two\n\n#### Three\n\n## Four", "## One\n\n### Two\n\n### Three"],
)
def test_headings_in_order_are_fine(body: str) -> None:
    assert said_of(body=body) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("# The title again", "has the level of the page's title"),
        ("Underlined\n==========", "has the level of the page's title"),
        ("## One\n\n#### Three", "“Three” skips a level"),
        ("### Begins too low", "skips a level"),
        ("##### Five", "a level that pages don't show"),
        ("##\n\nText", "A heading has no words"),
    ],
)
def test_headings_out_of_order_block(body: str, told: str) -> None:
    [(level, where, message)] = said_of(body=body)
    assert (level, where) == ("error", "body")
    assert told in message


def test_what_looks_like_a_heading_in_code_is_none() -> None:
    assert said_of(body="```\n# not a heading\n```") == []
