"""The link in a marketing mail: mail programs press it at once, people are asked first."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

from frontdesk.core.db import db, transaction
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState
from frontdesk.optout import links, subjects
from frontdesk.optout.models import Objection
from tests.client import CheckingClient
from tests.optout.test_marketing_mail import OFFER
from tests.outbox import outbox_mail

ANN = "Ann@example.org"


def address() -> str:
    return urlsplit(links.link(ANN)).path


def closed() -> dict[str, str]:
    """Each closed channel with how that came."""
    db.session.rollback()
    found = select(Objection.channel, Objection.source).where(
        Objection.subject_hash == subjects.of_email(ANN)
    )
    return dict(db.session.execute(found).tuples().all())


def test_a_mail_program_objects_with_one_request(app: Flask, client: CheckingClient) -> None:
    # As large providers send it: from a server, with neither cookie nor origin.
    answer = client.post(address(), data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert "no more marketing" in answer.text
    assert closed() == {"email": "one click"}


def test_so_does_a_form_in_parts_or_one_from_another_site(
    app: Flask, client: CheckingClient
) -> None:
    answer = client.post(
        address().upper().replace("/OPT-OUT/", "/opt-out/"),
        data={"List-Unsubscribe": "One-Click"},
        content_type="multipart/form-data",
        headers={"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 200
    assert closed() == {"email": "one click"}


def test_doing_it_again_answers_the_same(app: Flask, client: CheckingClient) -> None:
    answers = [client.post(address(), data={"List-Unsubscribe": "One-Click"}) for _ in range(2)]
    assert answers[0].data == answers[1].data


def test_opening_the_link_only_asks(app: Flask, client: CheckingClient) -> None:
    assert "Stop marketing by e-mail" in client.text(address())
    assert client.get(address()).headers["X-Robots-Tag"] == "noindex"
    assert closed() == {}


@pytest.mark.parametrize(
    ("pressed", "channels"),
    [({"channels": "email"}, {"email"}), ({}, {"email", "phone", "post"})],
    ids=["mail alone", "everything"],
)
def test_a_person_presses_a_button(
    client: CheckingClient, pressed: dict[str, str], channels: set[str]
) -> None:
    answer = client.form(address(), "Stop marketing by e-mail").send(pressed)
    assert (answer.status_code, answer.location) == (303, "/opt-out/done")
    assert closed() == dict.fromkeys(channels, "link")
    assert "Your objection is recorded" in client.text("/opt-out/done")


@pytest.mark.one_database
def test_a_link_that_is_not_whole_leads_to_the_form(app: Flask, client: CheckingClient) -> None:
    other = links.token(subjects.of_email("bob@example.org"))
    own = links.token(subjects.of_email(ANN))
    for token in (own[:-1], own[:52], "x", own[:52] + other[52:], f"{own}a", "\u00e4" * 78):
        answer = client.get(f"/opt-out/{token}")
        assert answer.status_code == 404
        assert 'href="/opt-out"' in answer.text
        posted = client.post(f"/opt-out/{token}", data={"List-Unsubscribe": "One-Click"})
        assert posted.status_code == 404
    assert closed() == {}


def test_the_link_in_a_mail_ends_the_next_one(app: Flask, client: CheckingClient) -> None:
    app.jinja_env.loader = ChoiceLoader([DictLoader(OFFER), app.jinja_env.loader])
    for _ in range(2):
        with transaction() as session:
            outbox.queue(session, "offer", ANN, {}, marketing=True)
    first = outbox_mail()[0].unsubscribe_url or ""
    assert first.endswith(address())

    client.post(address(), data={"List-Unsubscribe": "One-Click"})

    assert [mail.state for mail in outbox_mail()] == [MailState.SUPPRESSED] * 2
    assert outbox.deliver_due() == 0
