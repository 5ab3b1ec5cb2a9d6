"""Managers search the audit trail, page through it, and take it away."""

import csv
import io
from datetime import timedelta

from flask import Flask

from frontdesk.core import audit, clock
from frontdesk.core.db import transaction
from tests.client import CheckingClient


def written(*entries: tuple[str, str, str]) -> None:
    with transaction() as session:
        for actor, action, subject in entries:
            audit.record(session, actor, action, subject, "detail")


def test_entries_are_found_by_who_what_on_which_and_when(manager_client: CheckingClient) -> None:
    with clock.shifted(timedelta(days=-30)):
        written(("sam@site.example", "replied", "JX-1"))
    written(("sam@site.example", "resolved", "JX-2"), ("kim@site.example", "replied", "JX-22_"))
    today = clock.london(clock.now()).date()
    for query, subjects in (
        ("actor=sam@site.example", {"JX-1", "JX-2"}),
        ("action=replied", {"JX-1", "JX-22_"}),
        ("subject=jx-2", {"JX-2", "JX-22_"}),
        ("subject=_", {"JX-22_"}),
        (f"actor=sam@site.example&since={today}", {"JX-2"}),
        (f"actor=sam@site.example&until={today - timedelta(days=1)}", {"JX-1"}),
    ):
        words = manager_client.text(f"/staff/audit?{query}").split()
        assert {word for word in words if word.startswith("JX-")} == subjects, query


def test_what_is_no_filter_filters_nothing(manager_client: CheckingClient) -> None:
    for query in ("since=yesterday", "until=0001-01-01", "before=x", "before=-1", "actor=%00"):
        assert manager_client.get(f"/staff/audit?{query}").status_code == 200


def test_a_long_trail_has_pages(manager_client: CheckingClient) -> None:
    written(*[("operator", "deed", f"number {count}.") for count in range(audit.PAGE_LENGTH + 5)])
    first = manager_client.get("/staff/audit?action=deed")
    assert "number 104." in first.text
    assert "number 4." not in first.text
    (older,) = [
        link for link in manager_client.links("/staff/audit?action=deed") if "before=" in link
    ]
    assert "number 4." in manager_client.text(older)
    assert "number 5." not in manager_client.text(older)


def test_it_can_be_taken_away_and_that_is_noted(app: Flask, manager_client: CheckingClient) -> None:
    written(("=HYPERLINK(1)", "@deed", "+1"), ("kim@site.example", "deed", "a, “b”"))
    form = manager_client.form("/staff/audit?subject=%2B1", "Save these as a CSV file")
    answer = form.submit()
    assert answer.mimetype == "text/csv"
    _, row = csv.reader(io.StringIO(answer.text))
    assert row[1:5] == ["'=HYPERLINK(1)", "'@deed", "'+1", "detail"]
    newest = audit.latest(1)[0]
    assert (newest.actor, newest.action) == ("morgan@site.example", "exported the audit trail")
    assert newest.detail == "subject +1"
