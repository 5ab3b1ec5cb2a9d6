"""The policy changes under a proposal: nobody agrees to what was not shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.pages import policy
from frontdesk.remote import actions
from frontdesk.remote.machine import Refused, State
from frontdesk.remote.models import Agreement
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, an_agreed_session
from tests.outbox import outbox_mail
from tests.remote.sides import page, told
from tests.support.replying import reply


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    before = app.extensions["policies"]
    yield app
    app.extensions["policies"] = before


def change_policy(app: Flask, version: str = "2099-01", days: int = 0) -> None:
    current = policy.current()
    effective = clock.london(clock.now()).date() + timedelta(days=days)
    newer = replace(current, version=version, sha256="f" * 64, effective=effective)
    app.extensions["policies"] = [*app.extensions["policies"], newer]


def gone(session: Proposed) -> bool:
    row = session.row
    return (row.state, row.end_reason) == (State.WITHDRAWN, "the privacy policy changed")


def test_the_worker_withdraws_the_proposal_and_the_customer_is_told(app: Flask) -> None:
    session = a_proposal()
    change_policy(app)
    actions.tick()
    assert gone(session)
    assert "the privacy policy changed" in (outbox_mail("session_over")[0].text or "")
    assert "The privacy policy changed, so the proposal was withdrawn" in told(session)


def test_a_press_that_comes_first_agrees_to_nothing(app: Flask, client: CheckingClient) -> None:
    session = a_proposal()
    form = client.form(page(session), "I agree to this session")
    change_policy(app)
    answer = form.submit(read="y", follow_redirects=True)
    assert "This session was withdrawn" in answer.text
    assert gone(session)
    assert db.session.query(Agreement).count() == 0


def test_a_reply_that_comes_first_agrees_to_nothing(app: Flask) -> None:
    session = a_proposal()
    change_policy(app)
    assert reply("I agree", session.reply_to) == "filed"
    assert gone(session)
    assert db.session.query(Agreement).count() == 0


def test_the_page_shows_it_before_anything_is_written(app: Flask, client: CheckingClient) -> None:
    session = a_proposal()
    change_policy(app)
    assert "privacy policy changed" in client.text(page(session))
    assert session.row.state == State.PROPOSED


def test_a_policy_that_is_not_in_force_yet_changes_nothing(app: Flask) -> None:
    session = a_proposal()
    change_policy(app, days=1)
    actions.tick()
    assert session.row.state == State.PROPOSED


def test_a_session_agreed_to_before_goes_on(app: Flask) -> None:
    session = an_agreed_session()
    change_policy(app)
    actions.tick()
    assert session.row.state == State.AGREED


def test_who_waits_for_authority_finds_it_withdrawn_on_coming_back(
    app: Flask, client: CheckingClient
) -> None:
    session = a_proposal(authority_needed=True)
    change_policy(app)
    actions.tick()
    assert session.row.state == State.AUTHORITY_WAIT
    client.form(page(session), "We have the permission").submit()
    with pytest.raises(Refused):
        actions.agree(session.id, "page", "Pat Doe", "pressed")
    assert gone(session)


def test_a_new_proposal_names_the_new_version(app: Flask) -> None:
    change_policy(app)
    assert a_proposal().row.policy_version == "2099-01"
