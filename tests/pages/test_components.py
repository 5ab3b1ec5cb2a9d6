"""The parts that every page is built from."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, render_template_string
from justhtml import JustHTML
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

pytestmark = pytest.mark.one_database


class Sample(Form):
    name = StringField("Your name", [InputRequired("Please give a name.")])
    more = TextAreaField("More")
    way = RadioField(
        "Which way?",
        choices=[SelectChoice("a", "One"), SelectChoice("b", "Other")],
        validators=[InputRequired("Please choose.")],
    )
    sure = BooleanField("I am sure")


def drawn(app: Flask, source: str, **context: Any) -> Any:
    with app.test_request_context():
        html = render_template_string(
            '{% from "components/forms.html" import field, error_summary, guard, submit %}'
            '{% from "components/flow.html" import countdown, steps, timeline %}' + source,
            **context,
        )
    return JustHTML(html, sanitize=False)


def sent_empty() -> Sample:
    form = Sample(MultiDict())
    form.validate()
    return form


def test_a_field_is_tied_to_its_label_hint_and_error(app: Flask) -> None:
    page = drawn(app, "{{ field(form.name, hint='As you sign.') }}", form=sent_empty())
    [box] = page.query("input")
    assert page.query_one("label").attrs["for"] == box.attrs["id"] == "name"
    assert box.attrs["aria-describedby"] == "name-hint name-error"
    assert box.attrs["aria-invalid"] == "true"
    assert "Please give a name." in page.query_one("#name-error").to_text()


def test_a_sound_field_claims_no_error(app: Flask) -> None:
    [box] = drawn(app, "{{ field(form.name) }}", form=Sample()).query("input")
    assert not {"aria-invalid", "aria-describedby"} & set(box.attrs)


def test_only_what_may_be_left_out_is_called_optional(app: Flask) -> None:
    form = Sample()
    assert "(optional)" in drawn(app, "{{ field(form.more) }}", form=form).to_text()
    for name in ("name", "way"):
        source = f"{{{{ field(form.{name}) }}}}"
        assert "(optional)" not in drawn(app, source, form=form).to_text()


def test_a_tick_box_keeps_its_own_label(app: Flask) -> None:
    page = drawn(app, "{{ field(form.sure) }}", form=Sample())
    assert page.query_one("label").attrs["for"] == page.query_one("input").attrs["id"]


def test_the_error_summary_leads_to_each_field(app: Flask) -> None:
    source = "{{ error_summary(form) }}{{ field(form.name) }}{{ field(form.way) }}"
    page = drawn(app, source, form=sent_empty())
    links = [link.attrs["href"] for link in page.query(".error-summary a")]
    assert links == ["#name", "#way-0"]
    assert all(page.query(link) for link in links)
    assert page.query_one(".error-summary").attrs["role"] == "alert"


def test_without_errors_there_is_no_summary(app: Flask) -> None:
    assert not drawn(app, "{{ error_summary(form) }}", form=Sample()).query(".error-summary")


def test_the_trap_field_is_out_of_sight_and_out_of_reach(app: Flask) -> None:
    page = drawn(app, "{{ guard('a-token') }}")
    assert page.query_one("input[name=form_token]").attrs["value"] == "a-token"
    assert page.query_one("input[name=website]").attrs["tabindex"] == "-1"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(300, "5:00"), (61, "1:01"), (9, "0:09"), (-4, "0:00")]
)
def test_a_countdown_can_be_read_without_a_script(app: Flask, seconds: int, shown: str) -> None:
    page = drawn(app, "{{ countdown(seconds, 'left') }}", seconds=seconds)
    [clock] = page.query(".countdown > span")
    assert clock.to_text().strip() == shown
    assert page.query_one(".countdown").attrs["data-seconds"] == str(max(seconds, 0))


def test_the_present_step_says_so(app: Flask) -> None:
    items = [("Read", "done"), ("Agree", "now"), ("Start", "next")]
    page = drawn(app, "{{ steps(items) }}", items=items)
    [present] = page.query("[aria-current=step]")
    assert "Agree" in present.to_text()


def test_what_people_wrote_is_shown_as_they_wrote_it(app: Flask) -> None:
    entry = {
        "at": datetime(2026, 12, 1, 9, tzinfo=UTC),
        "title": "Message",
        "who": "Ann",
        "body": "One\n<b>two</b>",
        "tone": None,
    }
    page = drawn(app, "{{ timeline([entry]) }}", entry=entry)
    assert page.query_one(".timeline__body").to_text(strip=False) == "One\n<b>two</b>"
    assert page.query_one("time").attrs["datetime"] == "2026-12-01T09:00:00Z"
    assert "Tue 1 Dec 2026, 09:00" in page.query_one("time").to_text()
