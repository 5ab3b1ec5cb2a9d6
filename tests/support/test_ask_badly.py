"""Missing, absurd and hostile fields on the form that asks for support."""

import io
from typing import Any

import pytest
from justhtml import JustHTML

from tests.client import CheckingClient
from tests.outbox import outbox_mail
from tests.support.asking import TYPED, ask, requests

# What is refused here is refused before the database is asked.
pytestmark = pytest.mark.one_database

NEEDED = ("name", "email", "summary", "details")


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("value", [None, "", "   \r\n "], ids=["absent", "empty", "blank"])
def test_a_missing_field_is_named_in_a_summary_that_leads_to_it(
    client: CheckingClient, name: str, value: str | None
) -> None:
    answer = ask(client, **{name: value})
    assert answer.status_code == 422
    (link,) = JustHTML(answer.text, sanitize=False).query(".error-summary a")
    assert link.attrs["href"] == f"#{name}"
    assert "Error: " in answer.text.split("</title>")[0]
    assert requests() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "n" * 121),
        ("email", "nobody"),
        ("email", "a@b@surgery.example"),
        ("email", "pat@surgery.example\nbcc: all@site.example"),
        ("email", "x" * 250 + "@surgery.example"),
        ("phone", "0" * 41),
        ("organisation", "o" * 161),
        ("product", "p" * 161),
        ("summary", "s" * 161),
        ("summary", "dark\r\nBcc: all@site.example"),
        ("name", "Pat\x1b[2J"),
        ("details", "d" * 20_001),
        ("details", "a bell\x07"),
    ],
)
def test_an_absurd_field_is_refused_and_everything_typed_is_kept(
    client: CheckingClient, name: str, value: str
) -> None:
    typed = {**TYPED, "authority": "y", name: value}
    answer = ask(client, **typed)
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    kept = client.form_in(answer).values
    # A field of one line cannot hold a line end; a browser leaves it out of what it shows.
    shown = {field: kept[field].replace("\r\n", "\n") for field in typed}
    assert shown == {field: text.replace("\r\n", "\n") for field, text in typed.items()}
    assert requests() == []
    assert outbox_mail() == []


def test_all_that_is_wrong_is_named_at_once(client: CheckingClient) -> None:
    answer = ask(client, name="", email="nobody", summary="")
    links = JustHTML(answer.text, sanitize=False).query(".error-summary a")
    assert [link.attrs["href"] for link in links] == ["#name", "#email", "#summary"]


def test_ten_megabytes_are_too_long(client: CheckingClient) -> None:
    answer = ask(client, details="d" * 10 * 1024 * 1024)
    assert answer.status_code == 413
    assert requests() == []


def test_a_field_sent_twice_makes_one_request_or_none(client: CheckingClient) -> None:
    answer = ask(client, email=["pat@surgery.example", "all@site.example"])
    assert answer.status_code == 303
    assert [request.email for request in requests()] == ["pat@surgery.example"]
    assert [mail.recipient for mail in outbox_mail()] == ["pat@surgery.example"]


def test_a_file_in_place_of_text_is_a_missing_field(client: CheckingClient) -> None:
    form = client.form("/support", "Send the request")
    upload = (io.BytesIO(b"It is dark."), "details.txt")
    answer = form.send({**form.data(**TYPED), "details": upload})
    assert answer.status_code == 422
    assert 'id="details-error"' in answer.text
    assert requests() == []


@pytest.mark.parametrize("body", [TYPED, [], "text", None, {"name": ["Pat"], "details": {}}])
def test_json_is_an_empty_form(client: CheckingClient, body: Any) -> None:
    answer = client.post("/support", json=body)
    assert answer.status_code == 422
    assert requests() == []


def test_markup_is_shown_as_text_and_never_run(client: CheckingClient) -> None:
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}"
    answer = ask(client, name=hostile, summary=hostile, details=hostile, product=hostile)
    page = client.get(answer.location)
    assert "<script>alert(1)" not in page.text
    assert hostile in client.text(answer.location)
