"""The home page."""

from dataclasses import replace

from flask import Flask
from justhtml import JustHTML

from frontdesk.core.db import transaction
from frontdesk.news.seed import seed_news
from tests.client import CheckingClient


def test_it_says_what_the_company_sells(client: CheckingClient) -> None:
    words = client.text("/")
    for product in ("LED signs", "Full-colour LED displays", "Video walls", "LCD sign networks"):
        assert product in words
    assert "Patient calling" in words


def test_its_headline_can_be_read_without_the_picture(client: CheckingClient) -> None:
    heading = JustHTML(client.get("/").text, sanitize=False).query_one("h1")
    assert heading is not None
    assert " ".join(heading.to_text().split()) == "Made of light"


def test_it_says_beside_the_telephone_number_that_calls_may_be_monitored(
    client: CheckingClient,
) -> None:
    words = client.text("/")
    number = words.index("+44 (0)20 8838 6222")
    assert 0 < words.index("Calls may be monitored or recorded") - number < 60
    assert 'href="tel:+442088386222"' in client.get("/").text


def test_it_gives_the_address_and_hides_what_is_not_known(client: CheckingClient) -> None:
    page = client.get("/").text
    assert "13 Sovereign Business Park" in page
    assert "mailto:" not in page
    assert "company number" not in page


def test_known_facts_appear(app: Flask, client: CheckingClient) -> None:
    company = replace(app.extensions["company"], sales_email="sales@site.example")
    app.jinja_env.globals["company"] = company
    assert 'href="mailto:sales@site.example"' in client.get("/").text


def test_news_is_hidden_while_there_is_none(client: CheckingClient) -> None:
    assert "Latest news" not in client.text("/")


def test_three_teasers_end_with_an_ellipsis_and_lead_to_their_items(
    client: CheckingClient,
) -> None:
    with transaction() as session:
        seed_news(session)
    teasers = JustHTML(client.get("/").text, sanitize=False).query(".teaser")
    assert len(teasers) == 3
    for teaser in teasers:
        assert teaser.to_text().strip().endswith("…")
        [link] = teaser.query("a")
        assert client.get(link.attrs["href"]).status_code == 200
