"""Access is read off a table, and the table is complete."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.access.routes import INSIDE, ROUTES, Who

PUBLISHED = Path(__file__).with_name("published.txt")
PUBLIC = (Who.VISITORS, Who.OUTSIDER, Who.CUSTOMER, Who.MACHINES)

pytestmark = pytest.mark.one_database


def test_every_route_says_who_may_enter(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    undecided = endpoints - ROUTES.keys()
    assert not undecided, f"Say in tests/access/routes.py who may enter: {sorted(undecided)}"
    assert not ROUTES.keys() - endpoints, f"No longer there: {sorted(ROUTES.keys() - endpoints)}"


def test_nothing_is_asked_for_in_other_ways_than_the_tests_of_access_do(app: Flask) -> None:
    ways = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert ways == {"GET", "HEAD", "OPTIONS", "POST"}


def test_all_that_is_for_staff_lies_under_one_path_and_nothing_else_does(app: Flask) -> None:
    inside = (*INSIDE, Who.SIGN_IN)
    for rule in app.url_map.iter_rules():
        assert rule.rule.startswith("/staff/") == (ROUTES[rule.endpoint] in inside), rule.rule


def test_published_addresses_are_promises(app: Flask) -> None:
    # People keep addresses in bookmarks and mails. One that must go needs a redirect in its place,
    # which keeps its line here; a new one is promised by adding it.
    promised = PUBLISHED.read_text().splitlines()
    there = {rule.rule for rule in app.url_map.iter_rules() if ROUTES[rule.endpoint] in PUBLIC}
    assert not set(promised) - there, f"Promised, but gone: {sorted(set(promised) - there)}"
    assert not there - set(promised), f"Not yet promised: {sorted(there - set(promised))}"
    assert promised == sorted(promised)


def test_pages_for_development_are_not_there_in_production(make_app: Callable[..., Flask]) -> None:
    app = make_app(
        ENVIRONMENT="production",
        BASE_URL="https://www.site.example",
        SMTP_URL="smtp://127.0.0.1:1",
    )
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not {e for e in endpoints if ROUTES[e] == Who.DEVELOPMENT}
