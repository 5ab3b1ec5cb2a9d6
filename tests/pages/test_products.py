"""The products: a list, and a page for each."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from justhtml import JustHTML

from frontdesk.core import catalogue
from frontdesk.pages.products import PARTS
from tests.client import CheckingClient

pytestmark = pytest.mark.one_database

CLAIMS = {"@context", "@type", "name", "description", "image", "url", "brand"}
SLUGS = ("led-signs", "full-colour-displays", "video-walls", "lcd-networks", "patient-calling")


def structured_data(html: str) -> dict[str, Any]:
    """What the page says of itself to machines, by type."""
    blocks = JustHTML(html, sanitize=False).query('script[type="application/ld+json"]')
    found = [json.loads(block.to_text()) for block in blocks]
    return {thing["@type"]: thing for thing in found}


def test_the_five_products_are_listed_in_their_order(client: CheckingClient) -> None:
    links = JustHTML(client.get("/products/").text, sanitize=False).query(".exhibit a")
    assert [link.attrs["href"] for link in links] == [f"/products/{slug}" for slug in SLUGS]


def test_the_home_page_leads_to_each(client: CheckingClient) -> None:
    page = client.get("/").text
    for slug in SLUGS:
        assert f'href="/products/{slug}"' in page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_product_has_its_four_parts_in_order(slug: str, client: CheckingClient) -> None:
    page = JustHTML(client.get(f"/products/{slug}").text, sanitize=False)
    assert tuple(heading.to_text().strip() for heading in page.query(".prose h2")) == PARTS
    words = " ".join(part.to_text() for part in page.query(".prose")).split()
    assert 300 < len(words) < 560


@pytest.mark.parametrize("slug", SLUGS)
def test_a_product_tells_machines_what_it_is_and_claims_no_more(
    slug: str, app: Flask, client: CheckingClient
) -> None:
    html = client.get(f"/products/{slug}").text
    company = app.extensions["company"]
    things = structured_data(html)
    product = things["Product"]
    assert product.keys() == CLAIMS
    assert product["brand"]["name"] == company.name
    assert product["image"] == f"http://localhost/products/{slug}/share.png"
    assert f'property="og:image" content="{product["image"]}"' in html
    names = [item["name"] for item in things["BreadcrumbList"]["itemListElement"]]
    assert names == ["Home", "Products", product["name"]]


def test_each_product_has_a_picture_of_its_own(client: CheckingClient) -> None:
    pictures = set()
    for slug in SLUGS:
        page = JustHTML(client.get(f"/products/{slug}").text, sanitize=False)
        [picture] = page.query(".panel svg")
        assert len(picture.attrs["aria-label"]) > 20
        pictures.add(picture.to_html())
    assert len(pictures) == len(SLUGS)


def test_the_picture_for_sharing_is_a_png(client: CheckingClient) -> None:
    answer = client.get("/products/video-walls/share.png")
    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG")


def test_the_telephone_number_comes_with_the_notice_on_calls(client: CheckingClient) -> None:
    words = client.text("/products/led-signs")
    assert re.search(r"8838 6222 Calls may be monitored or recorded", words)


def test_a_product_leads_to_the_tool_that_helps_to_choose_it(client: CheckingClient) -> None:
    assert 'href="/tools/sign"' in client.get("/products/led-signs").text
    page = client.get("/products/video-walls").text
    assert 'href="/tools/size"' in page
    assert 'href="/tools/sign"' not in page


def test_all_that_a_product_leads_to_is_there(client: CheckingClient) -> None:
    for slug in SLUGS:
        page = JustHTML(client.get(f"/products/{slug}").text, sanitize=False)
        for link in page.query(".product-page a[href]"):
            href = link.attrs["href"] or ""
            if href.startswith("/"):
                assert client.get(href).status_code == 200, href


def test_forms_can_let_people_choose_among_the_products(app: Flask) -> None:
    assert tuple(catalogue.names()) == SLUGS
    assert catalogue.names()["video-walls"] == "Video walls"


def test_a_product_that_never_was_is_not_found(client: CheckingClient) -> None:
    assert client.get("/products/neon").status_code == 404
    assert client.get("/products/neon/share.png").status_code == 404
