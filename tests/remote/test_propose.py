"""Staff propose a session: only after preparation (I1), one at a time, naming what it is for."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import audit, clock
from frontdesk.core.db import db
from frontdesk.remote import actions, store
from frontdesk.remote.actions import Scope
from frontdesk.remote.machine import Refused, State
from frontdesk.remote.models import RemoteSession
from frontdesk.support import actions as support_actions
from tests.client import CheckingClient
from tests.factories import Opened, a_member, a_proposal, a_request, prepare
from tests.outbox import outbox_mail

PROPOSE = "Propose a remote session"


@pytest.fixture
def opened(app: Flask) -> Opened:
    return a_request()


def sessions() -> list[RemoteSession]:
    db.session.rollback()
    return list(db.session.query(RemoteSession).order_by(RemoteSession.id))


def nothing_was_proposed() -> bool:
    return not sessions() and not outbox_mail("session_proposal")


def test_a_proposal_names_what_it_is_for_and_the_policy(
    sam: CheckingClient, opened: Opened
) -> None:
    prepare(opened.request, a_member())
    path = f"/staff/support/{opened.request.reference}"
    answer = sam.form(path, PROPOSE).submit(scope=["view", "files"])
    (row,) = sessions()
    assert (answer.status_code, answer.location) == (303, f"/staff/sessions/{row.id}")
    assert (row.scope_view, row.scope_control, row.scope_files) == (True, False, True)
    assert (row.state, row.representative_name, row.engine) == (
        State.PROPOSED,
        "Sam Lee",
        "browser",
    )
    assert len(row.policy_sha256) == 64
    entry = audit.latest()[0]
    assert (entry.actor, entry.action) == ("sam@site.example", "proposed a session")
    assert [mail.recipient for mail in outbox_mail("session_proposal")] == ["pat@surgery.example"]


@pytest.mark.parametrize("logged", [[], ["talk-through"], ["knowledge"]])
def test_without_the_preparation_there_is_no_proposal(
    sam: CheckingClient, opened: Opened, logged: list[str]
) -> None:
    if "talk-through" in logged:
        support_actions.log_talk_through(a_member(), opened.request.id, "Checked the cable.")
    if "knowledge" in logged:
        support_actions.log_knowledge(a_member(), opened.request.id, "No article helps.")
    path = f"/staff/support/{opened.request.reference}"
    answer = sam.form(path, PROPOSE).submit(scope=["view"], follow_redirects=True)
    assert "First talk the problem through" in answer.text
    assert nothing_was_proposed()


def test_what_was_logged_on_another_request_does_not_count(opened: Opened) -> None:
    prepare(a_request().request, a_member())
    with pytest.raises(Refused, match="First talk"):
        actions.propose(a_member(), opened.request.id, Scope())
    assert nothing_was_proposed()


@pytest.mark.parametrize("closed", [False, True])
def test_a_resolved_request_has_no_proposal(opened: Opened, closed: bool) -> None:
    prepare(opened.request, a_member())
    support_actions.resolve(a_member(), opened.request.id)
    with clock.shifted(timedelta(days=8 * closed)):
        support_actions.close_due()
        with pytest.raises(Refused, match="resolved"):
            actions.propose(a_member(), opened.request.id, Scope())
    assert nothing_was_proposed()


def test_a_request_has_one_session_at_a_time(sam: CheckingClient, opened: Opened) -> None:
    prepare(opened.request, a_member())
    form = sam.form(f"/staff/support/{opened.request.reference}", PROPOSE)
    form.submit(scope=["view"])
    answer = form.submit(scope=["view"], follow_redirects=True)
    assert "has a session that is not over yet" in answer.text
    assert len(sessions()) == 1
    assert len(outbox_mail("session_proposal")) == 1


def test_after_the_end_of_one_another_can_be_proposed(app: Flask) -> None:
    first = a_proposal()
    actions.withdraw(first.member, first.id)
    second = actions.propose(first.member, first.row.request_id, Scope())
    assert second != first.id


def test_one_whose_time_has_passed_unseen_is_no_hindrance(app: Flask) -> None:
    first = a_proposal()
    with clock.shifted(timedelta(hours=73)):
        actions.propose(first.member, first.row.request_id, Scope())
    assert [row.state for row in sessions()] == [State.EXPIRED, State.PROPOSED]


@pytest.mark.parametrize(
    "fields",
    [
        {"scope": None},
        {"scope": []},
        {"scope": ["everything"]},
        {"scope": ["view"], "engine": "carrier pigeon"},
        {"scope": ["view"], "engine": "link"},
    ],
)
def test_a_proposal_for_nothing_or_by_nothing_is_refused_in_words(
    sam: CheckingClient, opened: Opened, fields: dict[str, object]
) -> None:
    prepare(opened.request, a_member())
    path = f"/staff/support/{opened.request.reference}"
    answer = sam.form(path, PROPOSE).submit(**fields, follow_redirects=True)
    assert 'class="banner banner--warn"' in answer.text
    assert nothing_was_proposed()


def test_the_action_too_refuses_a_proposal_for_nothing(opened: Opened) -> None:
    prepare(opened.request, a_member())
    with pytest.raises(Refused, match="what the session is for"):
        actions.propose(a_member(), opened.request.id, Scope(False, False, False))
    with pytest.raises(Refused, match="not set up"):
        actions.propose(a_member(), opened.request.id, Scope(), engine="link")


def test_the_newest_session_comes_first(app: Flask) -> None:
    first = a_proposal()
    actions.withdraw(first.member, first.id)
    second = actions.propose(first.member, first.row.request_id, Scope())
    assert [row.id for row in store.of_request(first.row.request_id)] == [second, first.id]
