"""A knowledge base of many articles: each page shows a few and leads on."""

from dataclasses import replace

import pytest
from flask import Flask
from justhtml import JustHTML

from frontdesk.knowledge import store
from frontdesk.knowledge.articles import Article, Group, Library
from tests.client import CheckingClient

pytestmark = pytest.mark.one_database

MANY = 3 * store.PAGE


@pytest.fixture
def _many(app: Flask) -> None:
    """A group of three full pages, and one without articles."""
    pattern: Article = app.extensions["library"].articles["sign-is-dark"]
    articles = [
        replace(pattern, slug=f"answer-{number:03}", title=f"Answer {number}.", related=())
        for number in range(MANY)
    ]
    places = {article.slug: place for place, article in enumerate(articles)}
    group = Group("signs", "Signs", tuple(articles), places)
    app.extensions["library"] = Library(
        {"signs": group, "later": Group("later", "Later", (), {})}, {a.slug: a for a in articles}
    )


def listed(page: str) -> list[str]:
    links = JustHTML(page, sanitize=False).query("main .list a")
    return [link.attrs["href"].removeprefix("/help/") for link in links]


def led_on(page: str) -> dict[str, str]:
    links = JustHTML(page, sanitize=False).query("main .pager a")
    return {link.to_text().strip(): link.attrs["href"] for link in links}


@pytest.mark.usefixtures("_many")
def test_the_index_shows_the_first_and_leads_to_all(client: CheckingClient) -> None:
    page = client.get("/help/").text
    assert listed(page) == [f"answer-{number:03}" for number in range(store.FIRST)]
    assert led_on(page) == {f"All {MANY} articles: Signs": "/help/?group=signs"}


@pytest.mark.usefixtures("_many")
def test_following_more_articles_shows_each_article_once(client: CheckingClient) -> None:
    seen: list[str] = []
    address: str | None = "/help/?group=signs"
    while address:
        page = client.get(address).text
        assert 0 < len(listed(page)) <= store.PAGE
        seen += listed(page)
        address = led_on(page).get("More articles")
    assert seen == [f"answer-{number:03}" for number in range(MANY)]


@pytest.mark.usefixtures("_many")
def test_a_later_page_leads_back_to_the_beginning(client: CheckingClient) -> None:
    page = client.get("/help/?group=signs&after=answer-024").text
    assert listed(page)[0] == "answer-025"
    assert led_on(page)["From the beginning"] == "/help/?group=signs"


@pytest.mark.usefixtures("_many")
def test_a_page_after_an_article_that_is_gone_begins_anew(client: CheckingClient) -> None:
    assert listed(client.get("/help/?group=signs&after=gone").text)[0] == "answer-000"


@pytest.mark.usefixtures("_many")
def test_a_group_without_articles_is_not_on_the_index(client: CheckingClient) -> None:
    assert "Later" not in client.text("/help/")


def test_a_group_of_few_articles_is_whole_on_the_index(client: CheckingClient) -> None:
    assert led_on(client.get("/help/").text) == {}
    page = client.get("/help/?group=signs").text
    assert led_on(page) == {}
    assert listed(page)[0] == "sign-is-dark"
