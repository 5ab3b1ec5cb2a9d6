"""Finding articles by search."""

from flask import Flask
from justhtml import JustHTML

from frontdesk.core import search
from frontdesk.core.db import transaction
from tests.client import CheckingClient


def found(client: CheckingClient, words: str) -> list[str]:
    page = client.get("/search", query_string={"q": words}).text
    links = JustHTML(page, sanitize=False).query("main a")
    return [link.attrs.get("href", "") for link in links]


def test_an_article_is_found_by_its_words_and_by_its_keywords(
    app: Flask, client: CheckingClient
) -> None:
    with transaction() as session:
        search.synchronise(session)
    assert "/help/choose-a-pixel-pitch" in found(client, "pixel pitch")
    assert "unsubscribe" not in app.extensions["library"].articles["stop-marketing"].text
    assert "/help/stop-marketing" in found(client, "unsubscribe")


def test_the_index_begins_with_a_search(client: CheckingClient) -> None:
    assert client.form("/help/", action="/search").submit(q="dark").status_code == 200
