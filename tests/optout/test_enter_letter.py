"""Staff enter an objection that came by letter, and ask whether somebody has objected."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from frontdesk.core import audit
from frontdesk.core.db import db
from frontdesk.optout.actions import record_objection
from frontdesk.optout.models import Objection
from tests.client import CheckingClient
from tests.page import text_of

LETTER: dict[str, Any] = {
    "came_on": "2026-11-20",
    "address": "Ann Lee, 1 High Street, London W1A 1AA",
    "email": "ann@example.org",
}


def rows() -> list[Objection]:
    db.session.rollback()
    return list(db.session.scalars(select(Objection).order_by(Objection.id)))


def test_a_letter_is_entered_with_the_day_it_came(staff_client: CheckingClient) -> None:
    form = staff_client.form("/staff/opt-outs", "Record the objection")
    answer = form.submit(**LETTER, channels=["post", "email"])
    assert (answer.status_code, answer.location) == (303, "/staff/opt-outs")
    assert "The objection is recorded" in staff_client.text("/staff/opt-outs")
    assert {(row.channel, row.source, row.letter_on) for row in rows()} == {
        (channel, "letter", date(2026, 11, 20)) for channel in ("post", "email")
    }
    assert len(rows()) == 4
    # A second press of the button does nothing more.
    form.submit(**LETTER, channels=["phone"])
    assert len(rows()) == 4


def test_the_audit_trail_says_that_there_was_a_letter_and_not_whose(
    staff_client: CheckingClient,
) -> None:
    staff_client.form("/staff/opt-outs", "Record the objection").submit(**LETTER)
    (entry,) = (e for e in audit.latest() if e.action == "objection by letter entered")
    assert entry.actor == "robin@site.example"
    assert entry.detail == (
        "came on 20 November 2026; no marketing by email, phone, post; known by email, address"
    )


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"came_on": "soon"}, "Please give a day"),
        ({"came_on": None}, "Please give a day"),
        ({"came_on": "2999-01-01"}, "still to come"),
        ({"email": None, "address": None}, "Please give an e-mail address"),
        ({"email": "ann at example"}, "Please check this e-mail address"),
        ({"phone": "twelve"}, "Please check this telephone number"),
    ],
)
def test_what_is_wrong_is_shown_again_as_typed(
    staff_client: CheckingClient, changes: dict[str, Any], complaint: str
) -> None:
    form = staff_client.form("/staff/opt-outs", "Record the objection")
    answer = form.submit(**{**LETTER, **changes})
    assert answer.status_code == 422
    assert complaint in text_of(answer.text)
    assert rows() == []


@pytest.mark.parametrize(
    ("known_by", "says"),
    [
        ({"phone": "+44 20 7946 0000"}, "Objected: no marketing by telephone or post."),
        ({"phone": "020 7946 0001"}, "No objection is recorded for this."),
        ({"email": "ann+x@example.org"}, "Objected: no marketing by e-mail, telephone or post."),
    ],
)
def test_staff_ask_before_they_call(
    app: Flask, staff_client: CheckingClient, known_by: dict[str, str], says: str
) -> None:
    record_objection("", "020 7946 0000", "", ["phone", "post"], "form")
    record_objection("ann@example.org", "", "", [], "form")
    answer = staff_client.form("/staff/opt-outs/ask", "Ask the list").submit(**known_by)
    assert answer.status_code == 200
    assert says in text_of(answer.text)
