"""Recording objections, and knowing the same person again."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from frontdesk.core.db import db
from frontdesk.optout import subjects
from frontdesk.optout.actions import record_objection
from frontdesk.optout.models import Objection
from frontdesk.optout.store import has_objected


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(Objection)) or 0


def test_recording_twice_changes_nothing(app: Flask) -> None:
    for _ in range(2):
        record_objection("ann@example.org", "", "", ["email"], "post")
    assert rows() == 1


def test_each_thing_given_is_recorded_under_each_channel(app: Flask) -> None:
    record_objection("ann@example.org", "020 7946 0000", "1 High Street", ["email", "post"], "post")
    assert rows() == 6


@pytest.mark.parametrize(
    "typed", ["Ann@Example.org", " ann@example.org ", "ANN@EXAMPLE.ORG", "ann@example.org."]
)
def test_an_address_is_known_however_it_is_typed(app: Flask, typed: str) -> None:
    record_objection("ann@example.org", "", "", [], "post")
    assert has_objected(db.session(), typed)


@pytest.mark.parametrize("other", ["ann+news@example.org", "ann@example.com", "an.n@example.org"])
def test_another_address_is_another_address(app: Flask, other: str) -> None:
    record_objection("ann@example.org", "", "", [], "post")
    assert not has_objected(db.session(), other)


@pytest.mark.parametrize("typed", ["020 7946 0000", "+44 20 7946 0000", "+44 (0)20 7946 0000"])
def test_a_british_number_is_known_however_it_is_typed(typed: str) -> None:
    assert subjects.plain_phone(typed) == "+442079460000"


def test_a_foreign_number_keeps_its_country() -> None:
    assert subjects.plain_phone("+49 30 901820") == "+4930901820"


def test_a_postal_address_is_known_however_it_is_set_out() -> None:
    assert subjects.plain_address("1, High Street\nLondon w1 2ab") == "1HIGHSTREETLONDONW12AB"


def test_the_same_text_of_two_kinds_is_two_people(app: Flask) -> None:
    assert subjects.of_address("ann@example.org") != subjects.of_email("ann@example.org")
