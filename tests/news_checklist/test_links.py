"""Links within the site, their words, and those that did not become any."""

import pytest
from flask import Flask

from frontdesk.core.db import transaction
from frontdesk.news.seed import seed_news
from tests.news_checklist.drafts import said_of


@pytest.fixture(autouse=True)
def news(app: Flask) -> None:
    with transaction() as session:
        seed_news(session)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/contact",
        "/products/led-signs",
        "/products/led-signs#how-to-choose",
        "/help/sign-is-dark",
        "/news/",
        "/news",
        "/news/video-wall-london",
        "/news/topics/displays",
        "/static/css/main.css",
        "/quote?product=led-signs",
        "video-wall-london",
        "http://localhost/contact",
        "#s-how-it-is-read",
        "mailto:sales@site.example",
        "tel:+442088386222",
    ],
)
def test_a_link_to_what_is_there_is_fine(address: str) -> None:
    assert said_of(body=f"Read [how it works]({address}).") == []


@pytest.mark.parametrize(
    "address",
    [
        "/no-such-page",
        "/products/no-such-product",
        "/help/no-such-article",
        "/news/no-such-item",
        "/news/topics/no-such-topic",
        "/static/css/no-such.css",
        "no-such-item",
        "http://localhost/no-such-page",
        "/support/extra/parts",
    ],
)
def test_a_link_to_what_is_not_there_blocks(address: str) -> None:
    [(level, where, message)] = said_of(body=f"Read [how it works]({address}).")
    assert (level, where) == ("error", "body")
    assert "no such page on this site" in message


@pytest.mark.parametrize("address", ["/staff/news", "/support/r/abc", "http://localhost/staff/"])
def test_a_link_to_what_visitors_cannot_open_blocks(address: str) -> None:
    [(level, _, message)] = said_of(body=f"Read [how it works]({address}).")
    assert level == "error"
    assert "visitors can't open" in message


@pytest.mark.parametrize(
    "address", ["http://[::1", "https://", "//[x", "http://a b/", "http://%zz"]
)
def test_an_address_that_is_none_is_no_trouble(address: str) -> None:
    said_of(body=f"Read [how it works](<{address}>).")


def test_the_same_address_twice_is_told_of_once() -> None:
    assert len(said_of(body="[One thing](/nowhere) and [another](/nowhere)")) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [("[](/contact)", "has no words"), ("[Write to us]()", "leads nowhere")],
)
def test_a_link_without_words_or_address_blocks(body: str, told: str) -> None:
    [(level, _, message)] = said_of(body=body)
    assert level == "error"
    assert told in message


@pytest.mark.parametrize("words", ["here", "Click here", "read more", "this link", "More…"])
def test_words_that_do_not_say_where_it_leads_are_told_of(words: str) -> None:
    [(level, _, message)] = said_of(body=f"For more, [{words}](/contact).")
    assert level == "warning"
    assert "doesn't say where it leads" in message


def test_a_link_that_did_not_become_one_is_told_of() -> None:
    [(level, _, message)] = said_of(body="See [our shop](javascript:alert(1)) for more.")
    assert level == "warning"
    assert "did not become one" in message
