"""Recording objections, and knowing the same person again."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from frontdesk.core import clock
from frontdesk.core.db import db, transaction
from frontdesk.core.tokens import keyed
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


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("ann@example.org", "ann+news@example.org"),
        ("ann+news@example.org", "ann+offers+2026@example.org"),
        ("ann@example.org", "\u0430nn@ex\u0430mple.org"),  # Cyrillic
        ("ann@example.org", "\u0410NN@EXAMPLE.ORG"),  # Cyrillic
        ("ann@example.org", "\uff41nn@example\u3002org"),  # full width
        ("ann@example.org", "a\u200bnn@example.org"),  # a space that takes no room
        ("ann@b\u00fccher.example", "ann@xn--bcher-kva.example"),
        ("ann@stra\u00dfe.example", "ann@xn--strae-oqa.example"),
        ("j\u00f6rg@example.org", "jo\u0308rg@example.org"),
        ("a.n.n@gmail.com", "ann@googlemail.com"),
    ],
)
def test_what_may_be_the_same_person_is_the_same(app: Flask, one: str, another: str) -> None:
    assert subjects.of_email(one) == subjects.of_email(another)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "odd", ["xn--a", "ann@xn--\u00fc.example", "ann@xn--99999999.org", "@", ""]
)
def test_no_address_is_too_odd_to_be_hashed(app: Flask, odd: str) -> None:
    assert len(subjects.of_email(odd)) == 52


def test_an_objection_recorded_as_it_was_typed_is_still_known(app: Flask) -> None:
    with transaction() as session:
        session.add(
            Objection(
                channel="email",
                subject_hash=keyed("objection", "email:ann+news@xn--bcher-kva.example", 32),
                recorded_at=clock.now(),
                source="form",
            )
        )
    assert has_objected(db.session(), "ann+news@b\u00fccher.example")


@pytest.mark.one_database
@pytest.mark.parametrize("other", ["ann.lee@example.org", "ann@example.com", "an.n@example.org"])
def test_another_address_is_another_address(app: Flask, other: str) -> None:
    record_objection("ann@example.org", "", "", [], "post")
    assert not has_objected(db.session(), other)


@pytest.mark.parametrize("typed", ["020 7946 0000", "+44 20 7946 0000", "+44 (0)20 7946 0000"])
def test_a_british_number_is_known_however_it_is_typed(typed: str) -> None:
    assert subjects.plain_phone(typed) == "+442079460000"


@pytest.mark.parametrize("typed", ["0044 20 7946 0000", "(020) 7946-0000", "+442079460000"])
def test_so_it_is_with_a_code_of_the_country(typed: str) -> None:
    assert subjects.plain_phone(typed) == "+442079460000"


def test_a_foreign_number_keeps_its_country() -> None:
    assert subjects.plain_phone("+49 30 901820") == "+4930901820"


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("1, High Street\nLondon w1 2ab", "1 HIGH ST., W12AB"),
        ("13 Sovereign Park, Coronation Road, NW10 7QP", "Unit 13 Sovereign Business Park NW107QP"),
        ("Flat 2a, 10 Mill Lane, W1A 1AA", "10 Mill Ln, Flat 2 A, W1A 1AA"),
        ("Ann Lee, 10a High Street, W1A 1AA", "10 A High Street W1A 1AA"),
        ("Rose Cottage, Mill Lane, W1A 1AA", "rose cottage mill lane w1a1aa"),
    ],
)
def test_a_postal_address_is_known_however_it_is_set_out(one: str, another: str) -> None:
    assert subjects.plain_address(one) == subjects.plain_address(another)


@pytest.mark.parametrize(
    "other", ["3 High Street, W1 2AB", "1 High Street, W1 2AC", "Flat B, 1 High Street, W1 2AB"]
)
def test_a_neighbour_is_somebody_else(other: str) -> None:
    assert subjects.plain_address(other) != subjects.plain_address("1 High Street, W1 2AB")


def test_the_same_text_of_two_kinds_is_two_people(app: Flask) -> None:
    assert subjects.of_address("ann@example.org") != subjects.of_email("ann@example.org")
