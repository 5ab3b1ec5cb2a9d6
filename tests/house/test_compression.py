"""Pages of one visit are packed as they leave, but never those whose content is secret."""

import gzip

import brotli
import pytest
from flask import Flask
from werkzeug.test import Client

from tests.factories import a_request

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def visitor(app: Flask) -> Client:
    return Client(app)


@pytest.mark.parametrize("encoding", UNPACK)
def test_a_page_with_a_form_is_packed_for_whoever_can_unpack_it(
    visitor: Client, encoding: str
) -> None:
    answer = visitor.get("/support", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert b"form_token" in UNPACK[encoding](answer.data)


def test_whoever_cannot_unpack_gets_it_plain(visitor: Client) -> None:
    answer = visitor.get("/support", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert b"form_token" in answer.data


def test_a_private_page_is_never_packed(visitor: Client) -> None:
    token = a_request().token
    answer = visitor.get(f"/support/r/{token}", headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_a_page_kept_in_memory_is_packed_once(visitor: Client) -> None:
    for _ in range(2):
        answer = visitor.get("/privacy", headers={"Accept-Encoding": "br"})
        assert b"Privacy policy" in brotli.decompress(answer.data)


@pytest.mark.parametrize("path", ["/search?q=sign", "/tools/size?pitch=none"])
def test_a_view_that_shares_only_some_pages_has_the_others_packed(
    visitor: Client, path: str
) -> None:
    assert visitor.get(path, headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"
