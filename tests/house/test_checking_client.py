"""The client that guards every page notices each fault that it looks for."""

from collections.abc import Callable

import pytest
from flask import Flask, Response

from tests.client import CheckingClient
from tests.page import complaints, parse

ORIGIN = "http://localhost"
SOUND = (
    '<!doctype html><html lang="en-GB"><head><title>T</title>'
    '<link rel="stylesheet" href="/static/css/main.css"></head><body><main id="main"><h1>H</h1>'
    '<p id="hint">Hint</p><label for="name">Name</label>'
    '<input id="name" name="name" aria-describedby="hint">'
    '<a href="https://elsewhere.example/">A link a person follows</a></main></body></html>'
)

pytestmark = pytest.mark.one_database


def wrong_with(html: str) -> str:
    return "; ".join(complaints(parse(html), html, ORIGIN))


def test_a_sound_page_is_left_alone() -> None:
    assert wrong_with(SOUND) == ""


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("</main>", "</div></main>", "invalid HTML"),
        ("<!doctype html>", "", "invalid HTML"),
        ("<h1>H</h1>", "", "0 <h1>"),
        ("<h1>H</h1>", "<h1>H</h1><h1>I</h1>", "2 <h1>"),
        ("<h1>H</h1>", "<h1> </h1>", "<h1> is empty"),
        ("<title>T</title>", "", "0 <title>"),
        ('lang="en-GB"', "", "language"),
        ("<h1>H</h1>", '<h1 id="main">H</h1>', "'main' occurs 2 times"),
        ('for="name"', 'for="nobody"', "'name' has no label"),
        ('for="name"', 'for="nobody"', "'nobody', which is no field"),
        ('describedby="hint"', 'describedby="nothing"', "points to 'nothing'"),
        ("https://elsewhere.example/", "#nowhere", "leads to #nowhere"),
        ("<h1>H</h1>", '<h1 style="color:red">H</h1>', "attribute style"),
        ("<h1>H</h1>", '<h1 onclick="x()">H</h1>', "attribute onclick"),
        ("</head>", "<style>p{}</style></head>", "<style> element"),
        ("</head>", "<script>x()</script></head>", "inline <script>"),
        ("</head>", '<script src="https://a.example/x.js"></script></head>', "from elsewhere"),
        ("</head>", '<script src="//a.example/x.js"></script></head>', "from elsewhere"),
        ("/static/css/main.css", "https://a.example/main.css", "from elsewhere"),
        ("<h1>H</h1>", '<h1>H</h1><img src="/i.png">', "no alt text"),
        ("<h1>H</h1>", '<h1>H</h1><img alt="" srcset="/i.png 1x, //a.example/i.png 2x">', "else"),
    ],
)
def test_a_fault_of_the_page_is_noticed(there: str, instead: str, said: str) -> None:
    assert there in SOUND
    assert said in wrong_with(SOUND.replace(there, instead, 1))


def set_header(name: str, value: str) -> Callable[[Response], None]:
    return lambda response: response.headers.__setitem__(name, value)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (set_header("Content-Security-Policy", "default-src 'none'"), "base-uri"),
        (set_header("X-Content-Type-Options", ""), "nosniff"),
        (set_header("Referrer-Policy", "unsafe-url"), "where people come from"),
        (set_header("Permissions-Policy", ""), "camera"),
        (lambda response: response.set_cookie("a", "b"), "cookie"),
        (lambda response: response.set_data(SOUND.replace("<h1>H</h1>", "")), "0 <h1>"),
        (
            lambda response: response.set_data(
                SOUND.replace("https://elsewhere.example/", "/no-such-page")
            ),
            "GET /no-such-page leads nowhere",
        ),
    ],
)
def test_a_fault_of_an_answer_fails_whichever_test_fetched_it(
    app: Flask,
    client: CheckingClient,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Response], None],
    said: str,
) -> None:
    def spoiled(response: Response) -> Response:
        spoil(response)
        return response

    # The first registered runs last, after the site's own headers.
    monkeypatch.setitem(app.after_request_funcs, None, [spoiled, *app.after_request_funcs[None]])
    with pytest.raises(AssertionError, match=said):
        client.get("/privacy")


@pytest.mark.parametrize("source", ["'unsafe-inline'", "https://a.example", "*", "data:"])
def test_a_loose_content_policy_is_noticed(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    def loosen(response: Response) -> Response:
        policy = response.headers["Content-Security-Policy"]
        response.headers["Content-Security-Policy"] = policy.replace(
            "script-src 'self'", f"script-src 'self' {source}"
        )
        return response

    monkeypatch.setitem(app.after_request_funcs, None, [loosen, *app.after_request_funcs[None]])
    with pytest.raises(AssertionError, match="script-src allows"):
        client.get("/privacy")


def test_a_private_page_that_caches_may_keep_is_noticed(app: Flask, client: CheckingClient) -> None:
    app.extensions["private_prefixes"].discard("/staff")
    with pytest.raises(AssertionError, match="may be kept by caches"):
        client.get("/staff/sign-in")


def test_a_form_is_filled_in_with_fields_it_has(client: CheckingClient) -> None:
    with pytest.raises(AssertionError, match="has no field"):
        client.form("/support").submit(nonsense="x")
