"""Changing what is said of a client, the order, and taking one off the site."""

from justhtml import JustHTML

from frontdesk.core import audit
from frontdesk.core.db import db
from tests.client import CheckingClient
from tests.factories import a_client


def named(client: CheckingClient) -> list[str]:
    """The clients on the home page, in order."""
    page = JustHTML(client.get("/").text, sanitize=False)
    return [entry.to_text().strip() for entry in page.query(".clients li")]


def press(manager: CheckingClient, address: str, **fields: str) -> int:
    form = manager.form("/staff/clients", action=address)
    return form.send({**form.values, **fields}).status_code


def test_a_change_is_on_the_home_page_at_once(
    client: CheckingClient, manager_client: CheckingClient
) -> None:
    found = a_client()
    assert named(client) == ["Hill Theatre"]
    form = manager_client.form(f"/staff/clients/{found.id}", "Save and show on the site")
    assert form.values["permitted_on"] == "2026-11-03"
    assert form.submit(name="The Hill Theatre", link="").status_code == 303
    assert named(client) == ["The Hill Theatre"]
    assert audit.latest()[0].action == "client changed"


def test_it_cannot_take_the_name_of_another(manager_client: CheckingClient) -> None:
    a_client("One")
    other = a_client("Other")
    form = manager_client.form(f"/staff/clients/{other.id}", "Save and show on the site")
    assert form.submit(name="One").status_code == 422
    assert form.submit(name="Other").status_code == 303


def test_without_evidence_a_change_is_refused(manager_client: CheckingClient) -> None:
    found = a_client()
    form = manager_client.form(f"/staff/clients/{found.id}", "Save and show on the site")
    assert form.submit(evidence="").status_code == 422


def test_one_moves_up_and_down_and_stays_at_the_ends(
    client: CheckingClient, manager_client: CheckingClient
) -> None:
    first, _, third = (a_client(name) for name in ("One", "Two", "Three"))
    press(manager_client, f"/staff/clients/{third.id}/move", way="UP")
    assert named(client) == ["One", "Three", "Two"]
    press(manager_client, f"/staff/clients/{first.id}/move", way="DOWN")
    assert named(client) == ["Three", "One", "Two"]
    press(manager_client, f"/staff/clients/{third.id}/move", way="UP")
    assert named(client) == ["Three", "One", "Two"]


def test_another_way_is_refused(manager_client: CheckingClient) -> None:
    a_client("Shore Museum")
    found = a_client()
    assert press(manager_client, f"/staff/clients/{found.id}/move", way="SIDEWAYS") == 400


def test_a_withdrawn_client_leaves_the_site_and_can_come_back(
    client: CheckingClient, manager_client: CheckingClient
) -> None:
    found = a_client()
    assert press(manager_client, f"/staff/clients/{found.id}/withdraw") == 303
    assert "Recent clients" not in client.text("/")
    assert audit.latest()[0].action == "client withdrawn"
    assert "Withdrawn" in manager_client.text("/staff/clients")
    assert press(manager_client, f"/staff/clients/{found.id}/show") == 303
    assert named(client) == ["Hill Theatre"]


def test_a_change_of_a_withdrawn_client_does_not_bring_it_back(
    client: CheckingClient, manager_client: CheckingClient
) -> None:
    found = a_client()
    press(manager_client, f"/staff/clients/{found.id}/withdraw")
    manager_client.form(f"/staff/clients/{found.id}", "Save").submit(name="The Hill")
    assert named(client) == []


def test_a_client_that_is_not_there_is_told_kindly(manager_client: CheckingClient) -> None:
    found = a_client()
    form = manager_client.form("/staff/clients", action=f"/staff/clients/{found.id}/withdraw")
    db.session.delete(db.session.merge(found))
    db.session.commit()
    assert form.submit().status_code == 404
