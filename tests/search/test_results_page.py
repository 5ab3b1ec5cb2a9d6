"""The search page."""

import pytest
from flask import Flask
from justhtml import JustHTML

from frontdesk.core.search import Kind
from tests.client import CheckingClient
from tests.search.corpus import a_document, day, put_all


@pytest.fixture
def _lamps(app: Flask) -> None:
    put_all(
        [
            a_document("/help/lamp", "A lamp <b>that</b> fails", summary="Lamps & fuses."),
            a_document(
                "/news/lamp",
                "New lamps",
                kind=Kind.NEWS,
                body="<script>alert(1)</script> lamp",
                changed_at=day(5),
            ),
        ]
    )


def marks(html: str) -> list[str]:
    return [mark.to_text() for mark in JustHTML(html, sanitize=False).query("mark")]


def test_without_a_question_there_is_the_field_alone(client: CheckingClient) -> None:
    page = client.get("/search")
    assert "result" not in client.text("/search").lower()
    assert "Nothing" not in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert client.form("/search").action == "/search"


@pytest.mark.usefixtures("_lamps")
def test_a_question_gets_marked_hits_with_kind_and_address(client: CheckingClient) -> None:
    page = client.form("/search").submit(q="lamp")
    assert marks(page.text) == ["lamps", "lamp", "lamp", "Lamps"]
    words = client.text("/search?q=lamp")
    for shown in ("2 results", "News", "/news/lamp", "5 January 2026", "Help", "/help/lamp"):
        assert shown in words
    assert 'value="lamp"' in page.text


@pytest.mark.usefixtures("_lamps")
def test_what_a_document_holds_is_shown_and_never_run(client: CheckingClient) -> None:
    html = client.get("/search?q=lamp").text
    assert "&lt;b&gt;that&lt;/b&gt; fails" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "'"])
def test_what_is_typed_is_shown_again_and_never_run(client: CheckingClient, typed: str) -> None:
    html = client.get("/search", query_string={"q": typed}).text
    field = JustHTML(html, sanitize=False).query_one("input[name=q]")
    assert field is not None
    assert field.attrs["value"] == typed
    assert "<script>alert" not in html
    assert "<img" not in html


@pytest.mark.usefixtures("_lamps")
def test_nothing_found_leaves_ways_on(client: CheckingClient) -> None:
    html = client.get("/search?q=lammp").text
    assert "Nothing found" in html
    assert 'Did you mean <a href="/search?q=lamp">lamp</a>?' in html
    assert 'href="/help/"' in html
    assert 'href="/support"' in html


@pytest.mark.usefixtures("_lamps")
def test_it_says_when_no_page_has_all_the_words(client: CheckingClient) -> None:
    assert "Nothing here has all of these words." in client.text("/search?q=lamp+giraffe")
    assert "Nothing here has all" not in client.text("/search?q=lamp+fuses")


def test_words_that_are_everywhere_get_a_hint_instead_of_an_empty_list(
    client: CheckingClient,
) -> None:
    assert "Name the thing that you look for." in client.text("/search?q=what+is+the")


def test_a_question_without_end_is_shortened_and_said_to_be(client: CheckingClient) -> None:
    page = client.get("/search", query_string={"q": "lamp " * 2000})
    assert "longer than a search can be" in page.text
    assert len(page.text) < 20_000


def test_more_than_a_page_of_results_leads_on(app: Flask, client: CheckingClient) -> None:
    put_all(a_document(f"/help/{number:02}", "Lamp") for number in range(21))
    first = client.get("/search?q=lamp").text
    (link,) = JustHTML(first, sanitize=False).query("nav.pager a")
    words = client.text(str(link.attrs["href"]))
    assert "/help/20" in words
    assert "/help/19" not in words
    assert "More results" not in words
    assert "No more results" in client.text("/search?q=lamp&after=0.0.x")
