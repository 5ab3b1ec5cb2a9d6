"""Static files: for good under the address of their content, and packed once."""

import brotli
import pytest
from flask import Flask
from werkzeug.test import Client

from frontdesk.core.web import asset

pytestmark = pytest.mark.one_database

CSS = "/static/css/main.css"
FOR_GOOD = "public, max-age=31536000, immutable"


@pytest.fixture
def visitor(app: Flask) -> Client:
    return Client(app)


@pytest.fixture
def addressed(app: Flask) -> str:
    """The stylesheet's address as pages name it."""
    with app.test_request_context():
        return asset("css/main.css")


def test_a_file_with_its_hash_may_be_kept_for_good(visitor: Client, addressed: str) -> None:
    for _ in range(2):
        answer = visitor.get(addressed, headers={"Accept-Encoding": "br"})
        assert answer.headers["Cache-Control"] == FOR_GOOD
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert brotli.decompress(answer.data) == visitor.get(CSS).data


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab", "?w=1", "?v=x&v=y"])
def test_without_the_right_hash_it_is_asked_for_again(visitor: Client, query: str) -> None:
    for _ in range(2):
        answer = visitor.get(CSS + query)
        assert answer.headers["Cache-Control"] == "no-cache"
        again = visitor.get(CSS + query, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_the_address_of_pages_and_the_bare_one_are_kept_side_by_side(
    app: Flask, visitor: Client, addressed: str
) -> None:
    for _ in range(2):
        assert visitor.get(CSS).headers["Cache-Control"] == "no-cache"
        assert visitor.get(addressed).headers["Cache-Control"] == FOR_GOOD
    assert len(app.extensions["page_cache"]) == 2


@pytest.mark.parametrize("name", ["fonts/atkinson-hyperlegible-next.woff2"])
def test_what_is_packed_already_is_left_alone(app: Flask, visitor: Client, name: str) -> None:
    for _ in range(2):
        answer = visitor.get(f"/static/{name}", headers={"Accept-Encoding": "br, gzip"})
        assert answer.status_code == 200
        assert not {"Content-Encoding", "Vary"} & set(answer.headers.keys())


@pytest.mark.parametrize(
    "path", ["/static/no.css", "/static/../wsgi.py", "/static/css/", "/static/"]
)
def test_what_is_not_there_is_not_found(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404
    assert visitor.get(path + "?v=1").status_code == 404
