"""Reading the knowledge base."""

import json
from typing import Any

import pytest
from flask import Flask
from justhtml import JustHTML

from frontdesk.core.metadata import public_pages
from frontdesk.knowledge.articles import Article, Library, load_library
from tests.client import CheckingClient
from tests.page import text_of

pytestmark = pytest.mark.one_database

ARTICLES = load_library().articles


def data(html: str) -> dict[str, Any]:
    """The page's structured data by type."""
    scripts = JustHTML(html, sanitize=False).query('script[type="application/ld+json"]')
    found = [json.loads(script.to_text()) for script in scripts]
    return {entry["@type"]: entry for entry in found}


def words(article: Article) -> int:
    return len(f"{article.summary} {article.text}".split())


def test_the_index_lists_articles_under_their_groups_with_their_answers(
    client: CheckingClient,
) -> None:
    text = client.text("/help/")
    places = [text.index(name) for name in ("What to check when a sign is dark", "Not here?")]
    assert places == sorted(places)
    assert "First find out whether the sign has power" in text
    for article in ARTICLES.values():
        assert article.title in text


def test_the_menu_leads_to_the_knowledge_base(client: CheckingClient) -> None:
    menu = JustHTML(client.get("/").text, sanitize=False).query('nav[aria-label="Main"] a')
    assert ("/help/", "Help") in [(link.attrs["href"], link.to_text().strip()) for link in menu]


@pytest.mark.parametrize("slug", ARTICLES)
def test_every_article_can_be_read(client: CheckingClient, slug: str) -> None:
    article = ARTICLES[slug]
    page = client.get(f"/help/{slug}").text
    text = text_of(page)
    assert text.index(article.title) < text.index(article.summary) < text.index("Reviewed")
    links = [link.attrs.get("href", "") for link in JustHTML(page, sanitize=False).query("main a")]
    assert "/support" in links
    for related in article.related:
        assert f"/help/{related}" in links
    inward = [link for link in links if link.startswith("/")]
    assert [link for link in inward if client.get(link).status_code != 200] == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_every_article_answers_briefly_and_says_more_under_headings(slug: str) -> None:
    article = ARTICLES[slug]
    assert 200 <= words(article) <= 450
    assert len(article.summary) <= 240
    assert article.text.count("\n## ") >= 2


def test_an_article_says_to_machines_what_it_is(client: CheckingClient) -> None:
    page = client.get("/help/sign-is-dark").text
    found = data(page)
    names = [item["name"] for item in found["BreadcrumbList"]["itemListElement"]]
    assert names == ["Home", "Help", "Signs and displays", "What to check when a sign is dark"]
    assert found["TechArticle"]["headline"] == "What to check when a sign is dark"
    assert found["TechArticle"]["dateModified"] == "2026-11-23"
    assert found["TechArticle"]["publisher"]["name"] == "Jayex Technology Limited"
    assert (
        '<meta property="og:image" content="http://localhost/help/sign-is-dark/share.png">' in page
    )


def test_an_article_has_a_picture_for_sharing(client: CheckingClient) -> None:
    answer = client.get("/help/sign-is-dark/share.png")
    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG")
    assert answer.data != client.get("/help/stop-marketing/share.png").data


@pytest.mark.parametrize("path", ["/help/nothing", "/help/nothing/share.png", "/help/?group=no"])
def test_what_is_not_there_is_not_found(client: CheckingClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_site_map_has_the_index_and_every_article_with_its_day(app: Flask) -> None:
    with app.test_request_context():
        changed = {page.path: page.changed for page in public_pages()}
    assert changed["/help/"] is None
    for slug, article in ARTICLES.items():
        found = changed[f"/help/{slug}"]
        assert found is not None
        assert found.date() == article.reviewed


def test_who_asks_for_support_is_shown_the_knowledge_base(client: CheckingClient) -> None:
    links = JustHTML(client.get("/support").text, sanitize=False).query("main a")
    assert "/help/" in [link.attrs.get("href") for link in links]


def test_the_library_is_the_one_of_the_files(app: Flask) -> None:
    library: Library = app.extensions["library"]
    assert list(library.articles) == list(ARTICLES)
