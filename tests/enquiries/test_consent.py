"""The boxes by which a visitor consents to be told of things: none is ticked unasked."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from frontdesk.core import clock
from frontdesk.core.content import ContentError
from frontdesk.core.db import db
from frontdesk.enquiries import wording
from frontdesk.enquiries.models import Consent
from tests.client import CheckingClient
from tests.enquiries.test_write_badly import summary
from tests.enquiries.writing import FORMS, enquiries, fill_in, form_at
from tests.outbox import outbox_mail


def consents() -> list[Consent]:
    db.session.rollback()
    return list(db.session.scalars(select(Consent).order_by(Consent.id)))


@pytest.mark.parametrize("path", FORMS)
def test_no_box_is_ticked_and_none_need_be(client: CheckingClient, path: str) -> None:
    assert "updates" not in form_at(client, path).values
    assert fill_in(client, path).status_code == 303
    assert consents() == []


@pytest.mark.parametrize("path", FORMS)
def test_each_ticked_box_is_kept_with_its_words_and_the_moment(
    client: CheckingClient, path: str
) -> None:
    shown = wording.current()
    fill_in(client, path, updates=["new-services", "special-offers"])
    kept = consents()
    assert [consent.topic for consent in kept] == ["new-services", "special-offers"]
    for consent in kept:
        assert (consent.email, consent.channel) == ("alex@station.example", "email")
        assert consent.wording_version == shown.version
        assert consent.enquiry_id == enquiries()[0].id
        assert clock.now() - consent.given_at < timedelta(minutes=1)


@pytest.mark.parametrize("path", FORMS)
def test_the_words_that_are_kept_are_those_on_the_page(client: CheckingClient, path: str) -> None:
    words = client.text(path)
    fill_in(client, path, updates="software-enhancements")
    (consent,) = consents()
    shown = wording.current()
    for part in (shown.question, shown.topics["software-enhancements"], shown.explanation):
        assert part in words
        assert part in consent.wording


def test_a_box_sent_twice_is_one_consent(client: CheckingClient) -> None:
    fill_in(client, "/contact", updates=["new-services", "new-services"])
    assert [consent.topic for consent in consents()] == ["new-services"]


@pytest.mark.parametrize("value", ["everything", "", "new-services\x00", "n" * 5000])
def test_a_box_that_is_not_on_the_page_is_refused(client: CheckingClient, value: str) -> None:
    answer = fill_in(client, "/contact", updates=["new-services", value])
    assert answer.status_code == 422
    assert summary(answer) == ["#updates-0"]
    assert consents() == []


def test_words_that_changed_meanwhile_must_be_read_before_they_count(
    client: CheckingClient,
) -> None:
    answer = fill_in(client, "/contact", updates="new-services", wording="2020-01")
    assert answer.status_code == 422
    assert summary(answer) == ["#updates-0"]
    assert enquiries() == []
    assert client.form_in(answer).submit().status_code == 303
    assert [consent.wording_version for consent in consents()] == [wording.current().version]


def test_words_that_changed_meanwhile_are_nothing_to_who_ticked_no_box(
    client: CheckingClient,
) -> None:
    assert fill_in(client, "/contact", wording="2020-01").status_code == 303
    assert consents() == []


def test_consent_brings_no_mail_but_the_acknowledgement(client: CheckingClient) -> None:
    fill_in(client, "/contact", updates=["new-services"])
    assert [(mail.kind, mail.marketing) for mail in outbox_mail()] == [("enquiry_received", False)]


GOOD = """\
question = "May we?"
explanation = "Only if so."

[topics]
new-services = "New services"
software-enhancements = "Software enhancements"
special-offers = "Special offers"
"""


@pytest.mark.one_database
def test_the_words_whose_name_sorts_last_are_shown(app: Flask, tmp_path: Path) -> None:
    for name in ("2027-01", "2026-11"):
        (tmp_path / f"{name}.toml").write_text(GOOD)
    assert wording.load(tmp_path).version == "2027-01"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOOD.replace("question", "query"), "question is missing"),
        (GOOD.replace('special-offers = "Special offers"\n', ""), "special-offers is missing"),
        (GOOD + 'prizes = "Prizes"\n', "prizes is not a known field"),
        (GOOD.split("[topics]")[0], "topics is missing"),
        (GOOD + "=", r"2026-11.toml, line 8"),
    ],
)
def test_words_that_do_not_fit_stop_the_start(
    app: Flask, tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "2026-11.toml").write_text(text)
    with pytest.raises(ContentError, match=complaint):
        wording.load(tmp_path)


@pytest.mark.one_database
def test_no_words_at_all_stop_the_start(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no words"):
        wording.load(tmp_path)
