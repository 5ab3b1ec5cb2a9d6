"""Objecting to marketing on the site."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from frontdesk.core.db import db
from frontdesk.optout.models import Objection
from frontdesk.optout.store import has_objected
from tests.client import CheckingClient
from tests.page import text_of


def opt_out(client: CheckingClient, **fields: object) -> TestResponse:
    return client.form("/opt-out", button="Stop marketing").submit(**fields)


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(Objection)) or 0


def test_an_objection_is_recorded_and_answered_on_a_page_that_survives_a_reload(
    client: CheckingClient,
) -> None:
    answer = opt_out(client, email="ann@example.org")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/opt-out/done"
    assert "Your objection is recorded" in client.text("/opt-out/done")
    assert has_objected(db.session(), "ann@example.org")
    assert not has_objected(db.session(), "bob@example.org")


def test_the_answer_is_the_same_for_somebody_known_and_unknown(client: CheckingClient) -> None:
    first = opt_out(client, email="ann@example.org")
    again = opt_out(client, email="ann@example.org")
    assert (first.status_code, first.headers["Location"], first.text) == (
        again.status_code,
        again.headers["Location"],
        again.text,
    )


def test_without_a_tick_all_channels_are_closed(client: CheckingClient) -> None:
    opt_out(client, email="ann@example.org")
    assert set(db.session.scalars(select(Objection.channel))) == {"email", "phone", "post"}


def test_with_ticks_only_those_channels_are_closed(client: CheckingClient) -> None:
    opt_out(client, email="ann@example.org", channels=["phone", "post"])
    assert set(db.session.scalars(select(Objection.channel))) == {"phone", "post"}
    assert not has_objected(db.session(), "ann@example.org")


def test_one_way_to_be_known_is_needed(client: CheckingClient) -> None:
    answer = opt_out(client, channels=["email"])
    assert answer.status_code == 422
    assert "Please give an e-mail address, a telephone number or a postal address." in answer.text
    assert rows() == 0


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"email": "ann at example"}, "Please check this e-mail address."),
        ({"phone": "twelve"}, "Please check this telephone number."),
        ({"phone": "123"}, "Please check this telephone number."),
        ({"address": "London"}, None),
        ({"address": "W1"}, "Please give the whole address, with its postcode."),
        ({"email": "ann@example.org", "channels": ["pigeon"]}, "is not a valid choice"),
    ],
)
def test_what_cannot_be_understood_is_shown_again_as_typed(
    client: CheckingClient, fields: dict[str, object], complaint: str | None
) -> None:
    answer = opt_out(client, **fields)
    if complaint is None:
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    assert complaint in text_of(answer.text)
    assert str(next(iter(fields.values()))) in answer.text
    assert rows() == 0


def test_a_corrected_form_goes_through(client: CheckingClient) -> None:
    wrong = opt_out(client, email="ann at example")
    answer = client.form_in(wrong, button="Stop marketing").submit(email="ann@example.org")
    assert answer.status_code == 303
    assert has_objected(db.session(), "ann@example.org")


def test_the_same_form_sent_twice_is_acted_on_once(client: CheckingClient) -> None:
    form = client.form("/opt-out", button="Stop marketing")
    form.submit(email="ann@example.org")
    answer = form.submit(email="bob@example.org")
    assert answer.status_code == 303
    assert not has_objected(db.session(), "bob@example.org")


def test_what_looks_automatic_is_honoured_and_marked(client: CheckingClient) -> None:
    opt_out(client, email="ann@example.org", website="https://spam.example")
    assert has_objected(db.session(), "ann@example.org")
    assert set(db.session.scalars(select(Objection.source))) == {"form, looks automatic"}


def test_the_table_holds_no_address_that_can_be_read(client: CheckingClient) -> None:
    opt_out(client, email="ann@example.org", phone="020 7946 0000", address="1 High Street, W1")
    for objection in db.session.scalars(select(Objection)):
        held = f"{objection.subject_hash} {objection.source}".lower()
        assert "ann" not in held.replace("looks automatic", "")
        assert "79460000" not in held
        assert "high" not in held


def test_the_page_names_the_postal_way_out(client: CheckingClient) -> None:
    words = client.text("/opt-out")
    assert "Data Protection Department" in words
    assert "13 Sovereign Park" in words


def test_looking_changes_nothing(app: Flask, client: CheckingClient) -> None:
    client.get("/opt-out")
    client.get("/opt-out/done")
    assert rows() == 0
