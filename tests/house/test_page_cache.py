"""Public pages are answered from memory: the same page, the same headers, whoever asks."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from flask import Flask, Response, request
from werkzeug.test import Client, TestResponse

from frontdesk.core import pagecache
from frontdesk.core.forms import new_form_token
from tests.access.routes import Who
from tests.access.world import address_in, rules, with_news
from tests.factories import a_proposal

pytestmark = pytest.mark.one_database

OTHERS = (
    {"Cookie": "frontdesk_staff=x; theme=dark", "Authorization": "Basic eDp5"},
    {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    {"User-Agent": "Other/1", "Accept-Language": "cy", "Accept": "*/*", "DNT": "1", "Sec-GPC": "1"},
    {"Referer": "https://other.example/", "Sec-Fetch-Site": "cross-site", "Range": "bytes=1-2"},
)


@pytest.fixture
def cache(app: Flask) -> pagecache.PageCache:
    found: pagecache.PageCache = app.extensions["page_cache"]
    return found


@pytest.fixture
def visitor(app: Flask, cache: pagecache.PageCache) -> Client:
    """A client that sees answers still packed, and sends the cookies that it is told to."""
    return Client(app, use_cookies=False)


@pytest.fixture
def seen(cache: pagecache.PageCache) -> list[str]:
    """The paths that are answered without the application."""
    paths: list[str] = []
    cache.observers = [lambda environ: paths.append(environ["PATH_INFO"])]
    return paths


def in_the_form(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted(answer.headers), answer.data


def add_view(app: Flask, view: Callable[[], object]) -> str:
    """Put the view in the place of the home page's, for this test."""
    app.view_functions["pages.home"] = view
    return "/"


@pytest.fixture(autouse=True)
def home_again(app: Flask) -> object:
    kept = app.view_functions["pages.home"]
    yield
    app.view_functions["pages.home"] = kept
    app.extensions["page_cache"].observers = []


def test_the_second_answer_comes_from_memory_and_is_the_same(
    visitor: Client, seen: list[str]
) -> None:
    first, second = visitor.get("/"), visitor.get("/")
    assert in_the_form(first) == in_the_form(second)
    assert first.status_code == 200
    assert seen == ["/"]


@pytest.mark.parametrize("base_url", ["http://localhost", "https://www.site.example"])
def test_every_answer_carries_what_protects_the_visitor(
    make_app: Callable[..., Flask], base_url: str
) -> None:
    client = Client(make_app(BASE_URL=base_url))
    for headers in ({}, {"Accept-Encoding": "br"}, {"If-None-Match": "*"}):
        answer = client.get("/", headers=headers)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-cache"
        secure = base_url.startswith("https")
        assert ("Strict-Transport-Security" in answer.headers) == secure


def test_each_encoding_is_the_same_page_and_has_an_etag_of_its_own(visitor: Client) -> None:
    plain = visitor.get("/")
    packed = visitor.get("/", headers={"Accept-Encoding": "br"})
    zipped = visitor.get("/", headers={"Accept-Encoding": "gzip"})
    assert brotli.decompress(packed.data) == gzip.decompress(zipped.data) == plain.data
    assert packed.headers["Content-Encoding"] == "br"
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert len({answer.headers["ETag"] for answer in (plain, packed, zipped)}) == 3
    for answer in (plain, packed, zipped):
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert answer.headers["ETag"].startswith('"')


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0, br;q=0", None),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("*;q=0", None),
        ("identity;q=0, *;q=0", None),
        ("identity", None),
        ("gzip;q=nonsense", None),
        ("br;q=0.001", "br"),
        ("deflate", None),
        ("", None),
        (",;=,q", None),
    ],
)
def test_the_visitor_says_which_encodings_will_do(
    visitor: Client, accepted: str, sent: str | None
) -> None:
    answer = visitor.get("/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == sent


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', 'W/"a",W/{} , "b"', "*"])
def test_who_has_the_page_already_is_told_so(visitor: Client, form: str) -> None:
    for accepted in ("br", "gzip", ""):
        whole = visitor.get("/", headers={"Accept-Encoding": accepted})
        known = form.format(whole.headers["ETag"])
        again = visitor.get("/", headers={"Accept-Encoding": accepted, "If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
            assert again.headers[name] == whole.headers[name]
        assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(
            again.headers.keys()
        )


@pytest.mark.parametrize("known", ['"other"', '"{bare}', '{bare}"', "", '""', ", ,"])
def test_who_has_something_else_gets_the_page(visitor: Client, known: str) -> None:
    bare = visitor.get("/").headers["ETag"].strip('"')
    known = known.replace("{bare}", bare)
    assert visitor.get("/", headers={"If-None-Match": known}).status_code == 200


def test_the_etag_of_one_encoding_does_not_stand_for_another(visitor: Client) -> None:
    packed = visitor.get("/", headers={"Accept-Encoding": "br"}).headers["ETag"]
    assert visitor.get("/", headers={"If-None-Match": packed}).status_code == 200


def test_head_says_what_get_would_and_sends_nothing(visitor: Client, seen: list[str]) -> None:
    for accepted in ("", "br"):
        head = visitor.head("/", headers={"Accept-Encoding": accepted})
        get = visitor.get("/", headers={"Accept-Encoding": accepted})
        assert head.data == b""
        assert sorted(head.headers) == sorted(get.headers)
    known = {"If-None-Match": get.headers["ETag"], "Accept-Encoding": "br"}
    assert visitor.head("/", headers=known).status_code == 304
    assert len(seen) == 4


def test_head_of_a_page_that_is_not_kept_sends_nothing(visitor: Client, seen: list[str]) -> None:
    answer = visitor.head("/support")
    assert (answer.status_code, answer.data) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000
    assert seen == []


@pytest.mark.parametrize("query", ["utm_source=x", "a=1&b=2", "%", "é", "v=" + "x" * 2000])
def test_a_query_that_means_nothing_leads_to_the_same_page(
    visitor: Client, cache: pagecache.PageCache, query: str
) -> None:
    plain = visitor.get("/")
    for _ in range(2):
        assert visitor.get("/", query_string=query).data == plain.data
    assert len(cache) == 1


def test_many_queries_and_many_wrong_addresses_take_no_room(
    visitor: Client, cache: pagecache.PageCache
) -> None:
    for number in range(20):
        visitor.get(f"/?x={number}")
        visitor.get(f"/static/css/main.css?v={number}")
        assert visitor.get(f"/nowhere/{number}").status_code == 404
    assert len(cache) == 1


def test_every_shared_page_is_the_same_for_everybody(
    app: Flask, visitor: Client, cache: pagecache.PageCache
) -> None:
    with_news()
    session = a_proposal()
    kept = set()
    for rule in rules(app, "GET", Who.VISITORS, Who.MACHINES):
        address = address_in(app, rule, session)
        cache.clear()
        alone = visitor.get(address)
        if not len(cache):
            continue
        kept.add(rule.endpoint)
        assert b"evil.example" not in alone.data
        for headers in OTHERS:
            assert in_the_form(visitor.get(address, headers=headers)) == in_the_form(alone)
            cache.clear()
            made_for_another = visitor.get(address, headers=headers)
            if made_for_another.status_code == 200 and len(cache):
                assert in_the_form(made_for_another) == in_the_form(alone), address
    assert kept >= {"pages.home", "pages.privacy", "news.index", "news.item", "static"}


def test_a_shared_view_is_shown_no_cookie(app: Flask, visitor: Client) -> None:
    path = add_view(app, pagecache.shared()(lambda: f"cookies: {dict(request.cookies)}"))
    assert visitor.get(path, headers={"Cookie": "a=b"}).text == "cookies: {}"


def test_a_page_with_a_form_is_made_for_each_visit(visitor: Client, seen: list[str]) -> None:
    assert visitor.get("/support").data != visitor.get("/support").data
    assert seen == []


def test_a_form_keeps_its_page_apart_even_if_the_view_says_otherwise(
    app: Flask, visitor: Client, seen: list[str]
) -> None:
    path = add_view(app, pagecache.shared()(new_form_token))
    assert visitor.get(path).data != visitor.get(path).data
    assert seen == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda: Response("", 500),
        lambda: Response("", 404),
        lambda: Response("", 302, {"Location": "/x"}),
        lambda: Response("", 203),
        lambda: Response("", 200, {"Set-Cookie": "a=b"}),
        lambda: Response("", 200, {"Vary": "Accept-Language"}),
        lambda: Response("", 200, {"Cache-Control": "no-store"}),
        lambda: Response("", 200, {"Cache-Control": "private, max-age=9"}),
        lambda: Response("x" * (pagecache.LARGEST_PAGE + 1)),
    ],
)
def test_what_is_not_a_page_for_everybody_is_not_kept(
    app: Flask, visitor: Client, seen: list[str], answer: Callable[[], Response]
) -> None:
    path = add_view(app, pagecache.shared()(answer))
    for _ in range(3):
        visitor.get(path)
    assert seen == []


def test_a_view_that_says_nothing_is_asked_each_time(
    app: Flask, visitor: Client, seen: list[str]
) -> None:
    path = add_view(app, lambda: "the same")
    assert visitor.get(path).data == visitor.get(path).data
    assert seen == []


def test_a_view_that_fails_is_asked_again(app: Flask, visitor: Client, seen: list[str]) -> None:
    def fails() -> str:
        raise RuntimeError

    app.config["PROPAGATE_EXCEPTIONS"] = False
    path = add_view(app, pagecache.shared()(fails))
    assert visitor.get(path).status_code == visitor.get(path).status_code == 500
    add_view(app, pagecache.shared()(lambda: "well again"))
    assert visitor.get(path).data == b"well again"
    assert seen == []


def test_an_answer_to_post_is_never_kept(visitor: Client, seen: list[str]) -> None:
    visitor.get("/")
    assert visitor.post("/").status_code == 405
    assert visitor.options("/").status_code == 200
    assert seen == []


def test_what_cannot_be_made_smaller_is_sent_as_it_is(app: Flask, visitor: Client) -> None:
    path = add_view(app, pagecache.shared()(lambda: "short"))
    for _ in range(2):
        answer = visitor.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert answer.data == b"short"
        assert "Content-Encoding" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_test_finds_the_cache_empty_though_others_have_filled_it(
    cache: pagecache.PageCache, visitor: Client
) -> None:
    assert len(cache) == 0
    visitor.get("/")
    assert len(cache) == 1


test_and_so_does_the_next = test_a_test_finds_the_cache_empty_though_others_have_filled_it
