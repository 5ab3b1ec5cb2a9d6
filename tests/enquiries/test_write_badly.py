"""Missing, absurd and hostile fields, on both forms."""

import io
from typing import Any

import pytest
from justhtml import JustHTML
from werkzeug.test import TestResponse

from tests.client import CheckingClient
from tests.enquiries.writing import FORMS, MESSAGE, WISH, enquiries, fill_in, form_at, write
from tests.outbox import outbox_mail

# What is refused here is refused before the database is asked.
pytestmark = pytest.mark.one_database

NEEDED = [
    *(("/contact", name) for name in ("name", "email", "message")),
    *(("/quote", name) for name in ("name", "email", "items-0-product")),
]
ABSURD = [
    ("name", "n" * 121),
    ("name", "Alex\x1b[2J"),
    ("name", "Alex\x00"),
    ("email", "nobody"),
    ("email", "a@b@station.example"),
    ("email", "alex@station.example, all@site.example"),
    ("email", "x" * 250 + "@station.example"),
    ("phone", "0" * 41),
    ("organisation", "o" * 161),
    ("message", "m" * 20_001),
    ("message", "a bell\x07"),
]
ENDINGS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")


def summary(answer: TestResponse) -> list[str]:
    """Where the lines of the error summary lead."""
    links = JustHTML(answer.text, sanitize=False).query(".error-summary a")
    return [str(link.attrs["href"]) for link in links]


@pytest.mark.parametrize(("path", "name"), NEEDED)
@pytest.mark.parametrize("value", [None, "", "   \r\n "], ids=["absent", "empty", "blank"])
def test_a_missing_field_is_named_in_a_summary_that_leads_to_it(
    client: CheckingClient, path: str, name: str, value: str | None
) -> None:
    answer = fill_in(client, path, **{name: value})
    assert answer.status_code == 422
    assert summary(answer) == [f"#{name}"]
    assert "Error: " in answer.text.split("</title>")[0]
    assert enquiries() == []


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(("name", "value"), ABSURD)
def test_an_absurd_field_is_refused_and_everything_typed_is_kept(
    client: CheckingClient, path: str, name: str, value: str
) -> None:
    typed = {**FORMS[path][0], "updates": ["new-services", "special-offers"], name: value}
    answer = fill_in(client, path, **typed)
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    kept = client.form_in(answer).values
    typed[name] = typed[name].replace("\x00", "\ufffd")
    assert {field: kept[field] for field in typed} == typed
    assert enquiries() == []
    assert outbox_mail() == []


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("ending", ENDINGS, ids=ascii)
def test_nothing_that_could_end_a_header_passes_a_field_of_one_line(
    client: CheckingClient, path: str, ending: str
) -> None:
    for name in FORMS[path][0].keys() & {"name", "email", "phone", "organisation", "postcode"}:
        answer = fill_in(client, path, **{name: f"alex{ending}Bcc: all@site.example"})
        assert answer.status_code == 422
        assert summary(answer) == [f"#{name}"]
    assert enquiries() == []
    assert outbox_mail() == []


@pytest.mark.parametrize("path", FORMS)
def test_all_that_is_wrong_is_named_at_once_from_the_top_of_the_page_down(
    client: CheckingClient, path: str
) -> None:
    answer = fill_in(client, path, name="", email="nobody", message="a bell\x07")
    places = [answer.text.index(f'id="{target[1:]}"') for target in summary(answer)]
    assert len(places) == 3
    assert places == sorted(places)


@pytest.mark.parametrize("path", FORMS)
def test_ten_megabytes_are_too_long(client: CheckingClient, path: str) -> None:
    answer = fill_in(client, path, message="m" * 10 * 1024 * 1024)
    assert answer.status_code == 413
    assert enquiries() == []


def test_a_field_sent_twice_makes_one_enquiry_and_one_mail(client: CheckingClient) -> None:
    answer = write(client, email=["alex@station.example", "all@site.example"])
    assert answer.status_code == 303
    assert [enquiry.email for enquiry in enquiries()] == ["alex@station.example"]
    assert [mail.recipient for mail in outbox_mail()] == ["alex@station.example"]


@pytest.mark.parametrize(("path", "name"), NEEDED)
def test_a_file_in_place_of_text_is_a_missing_field(
    client: CheckingClient, path: str, name: str
) -> None:
    form = form_at(client, path)
    upload = (io.BytesIO(b"Alex"), "alex.txt")
    answer = form.send({**form.data(**FORMS[path][0]), name: upload})
    assert answer.status_code == 422
    assert summary(answer) == [f"#{name}"]
    assert enquiries() == []


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("body", [MESSAGE, WISH, [], "text", None, {"name": ["Alex"], "items": {}}])
def test_json_is_an_empty_form(client: CheckingClient, path: str, body: Any) -> None:
    assert client.post(path, json=body).status_code == 422
    assert enquiries() == []


@pytest.mark.parametrize("path", FORMS)
def test_twenty_an_hour_from_one_address_are_enough(client: CheckingClient, path: str) -> None:
    for _ in range(20):
        client.post(path)
    answer = client.post(path)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
