"""Trying a link: what its server says, and how politely it was asked."""

import socket
import ssl
from typing import Any

import pytest
import trustme

from frontdesk.news.linkcheck import fetch, targets
from frontdesk.news.linkcheck.fetch import try_link
from frontdesk.news.linkcheck.outcome import Outcome, State
from tests.news_linkcheck.server import OtherEnd, other_end

OWN = "https://www.site.example"


def tried(server: OtherEnd, path: str) -> Outcome:
    return try_link(server.url(path), server.allowed, OWN)


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/200", State.ANSWERS),
        ("/204", State.ANSWERS),
        ("/404", State.MISSING),
        ("/410", State.MISSING),
        ("/401", State.UNSURE),
        ("/403", State.UNSURE),
        ("/429", State.UNSURE),
        ("/500", State.UNSURE),
        ("/503", State.UNSURE),
    ],
)
def test_the_state_is_what_the_server_says(server: OtherEnd, path: str, state: State) -> None:
    found = tried(server, path)
    assert (found.state, found.status) == (state, int(path[1:]))
    assert (found.words == "") == (state is State.ANSWERS)


def test_one_polite_request_is_enough_where_the_page_is_there(server: OtherEnd) -> None:
    tried(server, "/200")
    [(method, _, host, agent)] = server.seen
    assert method == "HEAD"
    assert host == f"127.0.0.1:{server.port}"
    assert agent == f"Frontdesk link check (+{OWN})"


def test_a_server_that_knows_no_head_is_asked_for_the_page(server: OtherEnd) -> None:
    assert tried(server, "/get-only").state is State.ANSWERS
    assert [method for method, *_ in server.seen] == ["HEAD", "GET"]


def test_of_a_page_without_end_little_is_fetched(server: OtherEnd) -> None:
    assert tried(server, "/endless").state is State.ANSWERS
    # The sockets between the two hold some megabytes that nobody reads.
    assert server.sent < 64 * 1024 * 1024


def test_three_redirects_are_followed_and_no_more(server: OtherEnd) -> None:
    assert tried(server, "/hops?3").state is State.ANSWERS
    assert len(server.seen) == 4
    assert tried(server, "/hops?4") == fetch.REDIRECTED


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:1/",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "//[::1]/",
    ],
)
def test_a_redirect_opens_no_door_that_was_closed(server: OtherEnd, where: str) -> None:
    assert tried(server, f"/to?where={where}").state is State.REFUSED
    assert len(server.seen) == 1


def test_the_connection_goes_to_the_address_that_was_looked_at(
    server: OtherEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    real = socket.getaddrinfo

    def once(host: Any, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "other.example" else host, *rest, **more)

    monkeypatch.setattr(targets.socket, "getaddrinfo", once)
    name = f"other.example:{server.port}"
    found = try_link(f"http://{name}/200", frozenset({name}), OWN)
    assert found.state is State.ANSWERS
    assert server.seen[0][2] == name
    assert asked.count("other.example") == 1


@pytest.mark.parametrize("path", ["/silent", "/dripping"])
def test_a_server_that_keeps_us_waiting_is_left(
    server: OtherEnd, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 0.4)
    assert tried(server, path) in (fetch.SLOW, fetch.SILENT)


def test_where_nobody_listens_the_link_is_not_sure() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{held.getsockname()[1]}"
        assert try_link(f"http://{address}/", frozenset({address}), OWN) == fetch.SILENT


def test_a_name_that_is_no_name_is_told() -> None:
    assert try_link("http://no-such-host.invalid/", frozenset(), OWN) == fetch.NO_HOST


def test_a_certificate_that_nobody_vouches_for_is_told() -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with other_end(context) as server:
        url = server.url("/200").replace("http:", "https:")
        assert try_link(url, server.allowed, OWN) == fetch.DISTRUSTED
    assert server.seen == []


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://a..b/", "http://x:99999/", "x"])
def test_what_is_no_address_is_no_trouble(url: str) -> None:
    assert try_link(url, frozenset(), OWN).state in (State.REFUSED, State.UNSURE)
