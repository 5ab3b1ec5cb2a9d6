"""The statements on accessibility and on counting visits."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.client import CheckingClient

pytestmark = pytest.mark.one_database


def test_the_accessibility_statement_says_the_standard_its_limits_and_whom_to_tell(
    client: CheckingClient,
) -> None:
    words = client.text("/accessibility")
    assert "(WCAG) 2.2 at level AA" in words
    assert "not yet been examined by an outside assessor" in words
    assert "+44 (0)20 8838 6222 Calls may be monitored or recorded" in words
    assert "Last reviewed on" in words
    assert 'href="/contact"' in client.get("/accessibility").text


def test_the_notice_says_that_visits_are_not_counted(client: CheckingClient) -> None:
    words = client.text("/analytics-notice")
    assert "Visits to this website are not counted today" in words
    assert "no cookies" in words
    assert "you will be able to object on this page" in words


def test_every_page_leads_to_the_statements(client: CheckingClient) -> None:
    page = client.get("/privacy").text
    assert 'href="/accessibility"' in page
    assert 'href="/analytics-notice"' in page


def test_a_company_without_a_telephone_shows_none(app: Flask, client: CheckingClient) -> None:
    app.jinja_env.globals["company"] = replace(app.extensions["company"], phone=None)
    assert "tel:" not in client.get("/accessibility").text
