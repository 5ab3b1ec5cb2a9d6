"""What programs read: the site map, robots.txt and security.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask
from justhtml import JustHTML

from frontdesk.core import clock
from frontdesk.core.metadata import PublicPage, offer_pages
from frontdesk.pages import machines
from tests.access.routes import ROUTES, Who
from tests.access.world import with_news
from tests.client import CheckingClient

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: CheckingClient, path: str = "/sitemap.xml") -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    root = ElementTree.fromstring(answer.data)  # noqa: S314  (it is our own)
    return [str(loc.text) for loc in root.iter(f"{SPACE}loc")]


def fields(client: CheckingClient) -> dict[str, str]:
    answer = client.get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in answer.text.splitlines())


def test_the_site_map_lists_pages_that_are_there_and_want_to_be_found(
    client: CheckingClient,
) -> None:
    with_news()
    found = locations(client)
    assert len(found) == len(set(found))
    for location in found:
        answer = client.get(location.removeprefix("http://localhost"))
        assert answer.status_code == 200, location
        page = JustHTML(answer.text, sanitize=False)
        assert not page.query('meta[name="robots"]'), location
        [canonical] = page.query('link[rel="canonical"]')
        assert canonical.attrs["href"] == location


def test_every_page_for_visitors_is_in_the_site_map_or_asks_not_to_be_found(
    app: Flask, client: CheckingClient
) -> None:
    with_news()
    found = locations(client)
    for rule in app.url_map.iter_rules():
        if ROUTES[rule.endpoint] != Who.VISITORS or rule.arguments or "GET" not in rule.methods:
            continue
        answer = client.get(rule.rule)
        if answer.mimetype == "text/html" and 'content="noindex"' not in answer.text:
            assert f"http://localhost{rule.rule}" in found


def test_the_site_map_says_since_when_the_policy_holds(client: CheckingClient) -> None:
    words = client.get("/sitemap.xml").text
    assert (
        "<loc>http://localhost/privacy/2026-11</loc><lastmod>2026-11-01T00:00:00Z</lastmod>"
        in words
    )


@pytest.mark.one_database
def test_a_page_that_two_features_offer_is_listed_once(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    offer_pages(app, lambda: [PublicPage("/privacy"), PublicPage("/")])
    with app.app_context():
        found = locations(CheckingClient(app))
    assert found.count("http://localhost/privacy") == found.count("http://localhost/") == 1


def test_a_site_of_many_pages_has_an_index_of_site_maps(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "MOST_ADDRESSES", 100)
    app = make_app()
    offer_pages(app, lambda: [PublicPage(f"/many/{number}") for number in range(250)])
    with app.app_context():
        client = CheckingClient(app)
        parts = locations(client)
        assert parts == [f"http://localhost/sitemaps/{part}.xml" for part in (1, 2, 3)]
        pages = [
            page for part in parts for page in locations(client, part[len("http://localhost") :])
        ]
        assert pages[-1] == "http://localhost/many/249"
        assert len(pages) == len(set(pages)) > 250
        assert client.get("/sitemaps/4.xml").status_code == 404
        assert client.get("/sitemaps/0.xml").status_code == 404


@pytest.mark.one_database
def test_robots_may_read_all_but_what_is_private(client: CheckingClient) -> None:
    assert client.get("/robots.txt").text.splitlines() == [
        "User-agent: *",
        "Disallow: /opt-out/",
        "Disallow: /preview/",
        "Disallow: /session/",
        "Disallow: /staff",
        "Disallow: /support/r/",
        "",
        "Sitemap: http://localhost/sitemap.xml",
    ]


@pytest.mark.one_database
def test_whoever_finds_a_weakness_is_told_whom_to_tell(client: CheckingClient) -> None:
    found = fields(client)
    assert found["Contact"] in ("http://localhost/contact", "tel:+442088386222")
    assert found["Canonical"] == "http://localhost/.well-known/security.txt"
    assert found["Preferred-Languages"] == "en"


@pytest.mark.one_database
def test_the_security_contact_holds_for_less_than_a_year(client: CheckingClient) -> None:
    for later in (timedelta(0), timedelta(days=400)):
        with clock.shifted(later):
            left = datetime.fromisoformat(fields(client)["Expires"]) - clock.now()
            assert timedelta(days=170) < left < timedelta(days=365)


@pytest.mark.one_database
def test_without_a_form_the_security_contact_is_the_telephone(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(app.view_functions, "enquiries.contact", raising=False)
    assert fields(client)["Contact"] == "tel:+442088386222"


@pytest.mark.one_database
def test_without_any_way_to_reach_the_company_there_is_no_security_contact(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(app.view_functions, "enquiries.contact", raising=False)
    monkeypatch.setitem(app.extensions, "company", replace(app.extensions["company"], phone=None))
    assert client.get("/.well-known/security.txt").status_code == 404
