"""The customer agrees on the session's own page (I2, I16)."""

from typing import Any

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.remote.actions import Scope
from frontdesk.remote.machine import State
from frontdesk.remote.models import Agreement
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, session_token
from tests.outbox import outbox_mail
from tests.page import text_of
from tests.remote.sides import page, press, told

AGREE = "I agree to this session"


@pytest.fixture
def proposed(app: Flask) -> Proposed:
    return a_proposal(scope=Scope(view=True, control=True))


def test_the_page_says_what_is_asked_and_shows_the_whole_policy(
    client: CheckingClient, proposed: Proposed
) -> None:
    words = client.text(page(proposed))
    assert "Sam Lee asks for a remote session" in words
    assert "see what you choose to show, use your mouse and keyboard" in words
    assert proposed.row.policy_sha256[:16] in words
    assert "Data Protection Act 2018" in words
    assert "Agree within 71 hours." in words
    assert proposed.row.reference in words


def test_the_agreement_records_who_when_how_and_to_what(
    client: CheckingClient, proposed: Proposed
) -> None:
    answer = press(client, proposed, AGREE, agreed_by="Dr Pat Doe", read="y")
    assert (answer.status_code, answer.location) == (303, page(proposed))
    word = proposed.row.agreement
    assert word is not None
    assert (word.method, word.agreed_by) == ("page", "Dr Pat Doe")
    assert word.policy_sha256 == proposed.row.policy_sha256
    assert word.scope == "see what you choose to show, use your mouse and keyboard"
    assert word.engine == "this site, from browser to browser"
    assert "own page" in word.evidence
    assert abs((clock.now() - word.at).total_seconds()) < 60
    assert proposed.row.state == State.AGREED
    assert "Dr Pat Doe agreed to this session" in told(proposed)


def test_a_mail_confirms_it_with_a_fresh_link(client: CheckingClient, proposed: Proposed) -> None:
    press(client, proposed, AGREE, read="y")
    (mail,) = outbox_mail("session_agreed")
    assert session_token(mail) != proposed.token
    assert "Ready when you are" in client.text(f"/session/{session_token(mail)}")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"read": None}, "read"),
        ({"read": "false"}, "read"),
        ({"read": "y", "agreed_by": ""}, "agreed_by"),
        ({"read": "y", "agreed_by": "   "}, "agreed_by"),
        ({"read": "y", "agreed_by": "n" * 161}, "agreed_by"),
        ({"read": "y", "agreed_by": "Pat\x1bDoe"}, "agreed_by"),
        ({"read": "y", "form_token": "forged"}, None),
    ],
)
def test_silence_or_half_an_answer_is_no_agreement(
    client: CheckingClient, proposed: Proposed, fields: dict[str, Any], named: str | None
) -> None:
    answer = press(client, proposed, AGREE, **fields)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert named is None or f'id="{named}-error"' in answer.text
    assert proposed.row.state == State.PROPOSED
    assert db.session.query(Agreement).count() == 0


def test_pressed_twice_it_is_one_agreement(client: CheckingClient, proposed: Proposed) -> None:
    form = client.form(page(proposed), AGREE)
    for _ in range(2):
        assert form.submit(read="y").status_code == 303
    assert db.session.query(Agreement).count() == 1
    assert len(outbox_mail("session_agreed")) == 1


def test_with_somebody_on_site_a_monitor_must_be_named(app: Flask, client: CheckingClient) -> None:
    proposed = a_proposal(on_site=True)
    answer = press(client, proposed, AGREE, agreed_by="Dr Pat Doe", read="y", monitor=" ")
    assert answer.status_code == 422
    assert "please name who will watch" in text_of(answer.text)
    assert proposed.row.state == State.PROPOSED
    again = client.form_in(answer, AGREE)
    assert again.values["agreed_by"] == "Dr Pat Doe"
    again.submit(monitor="Jo Ward", read="y")
    assert (proposed.row.state, proposed.row.monitor_name) == (State.AGREED, "Jo Ward")


def test_a_monitors_name_is_kept_while_something_else_is_put_right(
    app: Flask, client: CheckingClient
) -> None:
    proposed = a_proposal(on_site=True)
    answer = press(client, proposed, AGREE, monitor="Jo Ward", read=None)
    assert answer.status_code == 422
    assert client.form_in(answer, AGREE).values["monitor"] == "Jo Ward"


def test_without_anybody_on_site_no_monitor_is_asked_for(
    client: CheckingClient, proposed: Proposed
) -> None:
    assert "monitor" not in client.form(page(proposed), AGREE).names


def test_looking_agrees_to_nothing(client: CheckingClient, proposed: Proposed) -> None:
    version = proposed.row.version
    for path in ("", "/agree", "/move/request-key", "/start"):
        client.get(page(proposed) + path)
    assert (proposed.row.state, proposed.row.version) == (State.PROPOSED, version)
