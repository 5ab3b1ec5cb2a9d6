"""Adding a client: named with permission, and not otherwise."""

from datetime import date, timedelta

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from frontdesk.clients import store
from frontdesk.clients.models import Client
from frontdesk.core import audit, clock
from frontdesk.core.db import transaction
from tests.client import CheckingClient
from tests.factories import a_client

GIVEN = {
    "name": "Hill Theatre",
    "link": "www.theatre.example/about",
    "evidence": "E-mail from the manager.",
    "permitted_on": "2026-11-03",
}


def test_without_clients_the_home_page_says_nothing_of_them(client: CheckingClient) -> None:
    assert "Recent clients" not in client.text("/")


def test_a_new_client_is_on_the_home_page_at_once(
    client: CheckingClient, manager_client: CheckingClient
) -> None:
    assert "Hill Theatre" not in client.text("/")
    assert (
        manager_client.form("/staff/clients/new", "Save and show on the site")
        .submit(**GIVEN)
        .location.endswith("/staff/clients")
    )
    page = client.get("/")
    assert "Recent clients" in page.text
    link = JustHTML(page.text, sanitize=False).query_one(".clients a")
    assert link is not None
    assert link.attrs["href"] == "https://www.theatre.example/about"
    assert "E-mail from" not in page.text


def test_it_is_in_the_audit_trail_with_its_evidence(manager_client: CheckingClient) -> None:
    manager_client.form("/staff/clients/new", "Save and show on the site").submit(**GIVEN)
    entry = audit.latest()[0]
    assert (entry.actor, entry.action, entry.subject, entry.detail) == (
        "morgan@site.example",
        "client added",
        "Hill Theatre",
        "E-mail from the manager.",
    )


def test_a_double_click_adds_one(manager_client: CheckingClient) -> None:
    form = manager_client.form("/staff/clients/new", "Save and show on the site")
    assert form.submit(**GIVEN).status_code == form.submit(**GIVEN).status_code == 303
    assert [found.name for found in store.every()] == ["Hill Theatre"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "give the client's name"),
        ({"evidence": " "}, "Nobody is named without permission"),
        ({"permitted_on": ""}, "give a day"),
        ({"permitted_on": "last week"}, "give a day, such as"),
        ({"permitted_on": "2999-01-01"}, "still to come"),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"link": "https://javascript"}, "begins with https://"),
        ({"link": "http://theatre.example"}, "begins with https://"),
        ({"link": "https://user@theatre.example"}, "begins with https://"),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_typed_is_lost(
    manager_client: CheckingClient, wrong: dict[str, str], told: str
) -> None:
    form = manager_client.form("/staff/clients/new", "Save and show on the site")
    answer = form.submit(**{**GIVEN, **wrong})
    assert answer.status_code == 422
    assert told in answer.text.replace("&#39;", "'")
    again = manager_client.form_in(answer, "Save and show on the site").values
    [(field, typed)] = wrong.items()
    assert again[field].strip() == typed.strip()
    assert store.every() == []


def test_a_name_is_on_the_list_once(manager_client: CheckingClient) -> None:
    a_client()
    answer = manager_client.form("/staff/clients/new", "Save and show on the site").submit(**GIVEN)
    assert answer.status_code == 422
    assert "on the list already" in answer.text


def test_today_is_no_day_to_come(manager_client: CheckingClient) -> None:
    form = manager_client.form("/staff/clients/new", "Save and show on the site")
    today = clock.london(clock.now()).date()
    assert form.submit(**{**GIVEN, "permitted_on": today.isoformat()}).status_code == 303


@pytest.mark.parametrize(
    "wrong", [{"evidence": ""}, {"name": ""}, {"link": "http://theatre.example"}]
)
def test_the_database_itself_refuses(app: Flask, wrong: dict[str, str]) -> None:
    row = {
        **GIVEN,
        "link": "",
        "permitted_on": date(2026, 11, 3) - timedelta(days=1),
        "position": 1,
        "shown": True,
        **wrong,
    }
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(insert(Client).values(row))
