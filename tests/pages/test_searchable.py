"""What the search may find of products, statements and the policy."""

import pytest
from flask import Flask

from frontdesk.core.search import Kind
from frontdesk.pages.searchable import offered
from tests.client import CheckingClient

pytestmark = pytest.mark.one_database


def test_every_product_and_plain_page_can_be_found(app: Flask, client: CheckingClient) -> None:
    found = {document.path: document for document in offered()}
    assert {"/products/led-signs", "/accessibility", "/analytics-notice", "/privacy"} < found.keys()
    for path, document in found.items():
        assert document.title in client.text(path)
        assert "](" not in document.body


def test_products_are_found_as_products(app: Flask) -> None:
    kinds = {document.path: document.kind for document in offered()}
    assert [path for path, kind in kinds.items() if kind is Kind.PRODUCT] == [
        "/products/led-signs",
        "/products/full-colour-displays",
        "/products/video-walls",
        "/products/lcd-networks",
        "/products/patient-calling",
    ]
