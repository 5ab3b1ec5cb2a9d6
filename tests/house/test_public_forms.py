"""What every public form withstands, shown on the form that asks for support."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.support.models import SupportRequest
from tests.client import CheckingClient
from tests.outbox import outbox_mail

TYPED: dict[str, Any] = {
    "name": "Pat Doe",
    "email": "pat@surgery.example",
    "summary": "The display is dark",
    "details": "It shows nothing.",
}
MEGABYTE = 1024 * 1024


def requests() -> int:
    return db.session.scalar(select(func.count()).select_from(SupportRequest)) or 0


def test_a_form_sent_twice_is_acted_on_once_and_answered_the_same(client: CheckingClient) -> None:
    form = client.form("/support")
    first, second = form.submit(**TYPED), form.submit(**TYPED)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert requests() == 1
    assert len(outbox_mail()) == 1


def test_two_forms_are_two_requests(client: CheckingClient) -> None:
    client.form("/support").submit(**TYPED)
    client.form("/support").submit(**TYPED)
    assert requests() == 2


@pytest.mark.parametrize("forged", ["", "x", "WyJhIiwxXQ.c2lnbmF0dXJl", "\x00", "é" * 5000])
def test_a_forged_token_is_refused_and_nothing_typed_is_lost(
    client: CheckingClient, forged: str
) -> None:
    answer = client.form("/support").submit(**TYPED, form_token=forged)
    assert answer.status_code == 422
    assert requests() == 0
    again = client.form_in(answer)
    assert {name: again.values[name] for name in TYPED} == TYPED


def test_a_page_open_for_too_long_gives_a_fresh_form_that_works(client: CheckingClient) -> None:
    form = client.form("/support")
    with clock.shifted(timedelta(hours=25)):
        answer = form.submit(**TYPED)
        assert answer.status_code == 422
        assert requests() == 0
        assert client.form_in(answer).submit().status_code == 303
    assert requests() == 1


def test_a_token_from_the_future_is_refused(client: CheckingClient) -> None:
    with clock.shifted(timedelta(hours=1)):
        form = client.form("/support")
    assert form.submit(**TYPED).status_code == 422
    assert requests() == 0


def test_a_corrected_form_is_still_the_same_form(client: CheckingClient) -> None:
    form = client.form("/support")
    answer = form.submit(**{**TYPED, "email": "nonsense"})
    assert answer.status_code == 422
    first = client.form_in(answer).submit(email="pat@surgery.example")
    second = client.form_in(answer).submit(email="pat@surgery.example")
    assert first.location == second.location
    assert requests() == 1


def test_what_looks_automatic_is_put_aside_and_never_dropped(client: CheckingClient) -> None:
    client.form("/support").submit(**TYPED, website="https://spam.example")
    page = client.get("/support")
    at_once = client.form_in(page).submit(**TYPED)
    assert at_once.status_code == 303
    assert list(db.session.scalars(select(SupportRequest.suspected))) == [True, True]
    assert outbox_mail() == []


@pytest.mark.parametrize(
    "bad",
    ["a\x00b", "a\rb", "a\nBcc: all@site.example", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b"],
    ids=ascii,
)
def test_a_character_that_could_end_a_header_is_refused_by_each_one_line_field(
    client: CheckingClient, bad: str
) -> None:
    form = client.form("/support")
    for name in ("name", "email", "phone", "organisation", "summary"):
        answer = form.submit(**{**TYPED, name: bad})
        assert answer.status_code == 422
        assert f'id="{name}-error"' in answer.text
    assert requests() == 0
    assert outbox_mail() == []


@pytest.mark.parametrize(
    "absurd",
    [
        {"name": "n" * 10_000},
        {"email": "a@" + "b" * 10_000 + ".example"},
        {"email": "pat@surgery.example, all@site.example"},
        {"details": "d" * 900_000},
        {"name": "   "},
        {"name": None, "details": None},
    ],
    ids=lambda absurd: ", ".join(absurd),
)
def test_an_absurd_field_is_named_on_the_page(
    client: CheckingClient, absurd: dict[str, Any]
) -> None:
    answer = client.form("/support").submit(**{**TYPED, **absurd})
    assert answer.status_code == 422
    for name in absurd:
        assert f'id="{name}-error"' in answer.text
    assert requests() == 0


def test_other_types_than_text_are_refused_clearly(client: CheckingClient) -> None:
    form = client.form("/support")
    upload = (io.BytesIO(b"not a name"), "name.txt")
    assert form.send({**form.data(**TYPED), "name": upload}).status_code == 422
    assert client.post("/support", json=TYPED).status_code == 422
    assert (
        client.post("/support", data=b"\xff\xfe\x00", content_type="text/plain").status_code == 422
    )
    assert requests() == 0


@pytest.mark.parametrize("size", [MEGABYTE + 1, 10 * MEGABYTE])
def test_more_than_a_megabyte_is_too_long(client: CheckingClient, size: int) -> None:
    answer = client.form("/support").submit(**{**TYPED, "details": "d" * size})
    assert answer.status_code == 413
    assert "one megabyte" in answer.text
    assert requests() == 0


def test_a_multitude_of_parts_is_too_long(client: CheckingClient) -> None:
    parts = {f"part-{number}": "x" for number in range(2000)}
    answer = client.post("/support", data=parts, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert requests() == 0
