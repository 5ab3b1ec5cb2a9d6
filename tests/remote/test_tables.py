"""What the database itself refuses about a session, whoever writes and by whichever program."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from frontdesk.core import clock
from frontdesk.core.db import db, transaction
from frontdesk.remote import actions
from frontdesk.remote.machine import State
from frontdesk.remote.models import Agreement, RemoteSession, Signal, UsedKey
from tests.factories import (
    Proposed,
    a_live_session,
    a_member,
    a_proposal,
    a_request,
    a_requested_key,
    an_agreed_session,
    prepare,
)

pytestmark = pytest.mark.usefixtures("quick_hash")


def change(session: Proposed, **values: Any) -> None:
    """Write straight into the session's row, past every rule of ours."""
    with transaction() as writing:
        writing.execute(
            update(RemoteSession).where(RemoteSession.id == session.id).values(**values)
        )


def copy_of(session: Proposed, **changes: Any) -> dict[str, Any]:
    """The columns of a session, as they would be inserted a second time."""
    row = session.row
    columns = {c.key: getattr(row, c.key) for c in RemoteSession.__table__.columns if c.key != "id"}
    return {**columns, "reply_token_hash": None, **changes}


def refused_insert(values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction() as writing:
        writing.execute(insert(RemoteSession).values(**values))


def other_entries() -> dict[str, int]:
    """The preparation of somebody else's request."""
    opened = a_request(name="Kim Roe")
    prepare(opened.request, a_member())
    first, second = opened.request.entries
    return {"talk_through_id": first.id, "knowledge_id": second.id}


def test_the_same_insert_without_a_fault_is_taken(app: Flask) -> None:
    # Without this the refusals below could have any reason.
    session = a_proposal()
    actions.withdraw(session.member, session.id)
    again = copy_of(session, state=State.PROPOSED, ended_at=None)
    with transaction() as writing:
        writing.execute(insert(RemoteSession).values(**again))
    assert len(list(db.session.scalars(select(RemoteSession)))) == 2


@pytest.mark.parametrize("which", ["talk_through_id", "knowledge_id"])
def test_i1_preparation_on_another_request_does_not_count(app: Flask, which: str) -> None:
    session = a_proposal()
    theirs = other_entries()[which]
    with pytest.raises(IntegrityError, match=r"(?i)foreign"):
        change(session, **{which: theirs})


@pytest.mark.parametrize("which", ["talk_through_id", "knowledge_id"])
def test_i1_there_is_no_session_without_preparation(app: Flask, which: str) -> None:
    session = a_proposal()
    actions.withdraw(session.member, session.id)
    refused_insert(copy_of(session, state=State.PROPOSED, **{which: None}), r"(?i)null")


@pytest.mark.parametrize("state", ["AGREED", "KEY_REQUESTED", "KEY_ISSUED", "LIVE", "ENDED"])
def test_i2_nothing_goes_on_without_an_agreement(app: Flask, state: str) -> None:
    session, now = a_proposal(), clock.now()
    keyed = {
        "key_requested_at": now,
        "key_deadline_at": now + timedelta(seconds=300),
        "key_hash": None if state == "ENDED" else "x",
        "started_at": now,
    }
    with pytest.raises(IntegrityError, match="ck_remote_session_agreed"):
        change(session, state=state, **keyed)


@pytest.mark.parametrize("values", [{"policy_version": "2001-01"}, {"policy_sha256": "f" * 64}])
def test_i2_the_agreement_is_to_the_version_that_was_proposed(
    app: Flask, values: dict[str, str]
) -> None:
    session = an_agreed_session()
    with pytest.raises(IntegrityError, match=r"(?i)foreign"):
        change(session, **values)
    agreement = session.row.agreement_id
    with pytest.raises(IntegrityError, match=r"(?i)foreign"), transaction() as writing:
        writing.execute(update(Agreement).where(Agreement.id == agreement).values(**values))


def test_i2_an_agreement_is_given_in_one_of_three_ways(app: Flask) -> None:
    an_agreed_session()
    with pytest.raises(IntegrityError, match="ck_agreement_method"), transaction() as writing:
        writing.execute(update(Agreement).values(method="guess"))


def test_i3_an_agreement_serves_one_session(app: Flask) -> None:
    used, other = an_agreed_session(), a_proposal()
    with pytest.raises(IntegrityError, match="agreement_id"):
        change(other, state=State.AGREED, agreement_id=used.row.agreement_id)


@pytest.mark.parametrize("seconds", [300, 301, 3600])
def test_i6_a_session_does_not_start_late(app: Flask, seconds: int) -> None:
    session = a_requested_key()
    actions.supply_key(session.member, session.id)
    late = session.row.key_requested_at + timedelta(seconds=seconds)
    with pytest.raises(IntegrityError, match="started_in_time"):
        change(session, state=State.LIVE, started_at=late)


def test_i6_a_session_does_not_start_without_a_key_having_been_asked_for(app: Flask) -> None:
    session, now = an_agreed_session(), clock.now()
    with pytest.raises(IntegrityError, match="ck_remote_session"):
        change(session, state=State.LIVE, started_at=now)
    with pytest.raises(IntegrityError, match="started_in_time"):
        change(session, started_at=now)


def test_i6_what_is_live_has_started(app: Flask) -> None:
    session = a_requested_key()
    with pytest.raises(IntegrityError, match="live_started"):
        change(session, state=State.LIVE)


def test_i7_a_key_serves_once(app: Flask) -> None:
    a_live_session()
    used = db.session.scalars(select(UsedKey.fingerprint)).one()
    with pytest.raises(IntegrityError), transaction() as writing:
        writing.execute(insert(UsedKey).values(fingerprint=used))


def test_i7_a_key_that_was_issued_is_there_and_has_three_tries(app: Flask) -> None:
    session = a_requested_key()
    with pytest.raises(IntegrityError, match="key_issued"):
        change(session, state=State.KEY_ISSUED)
    for tries in (-1, 4):
        with pytest.raises(IntegrityError, match="key_tries"):
            change(session, key_tries=tries)


@pytest.mark.parametrize("state", ["ENDED", "DECLINED", "WITHDRAWN", "EXPIRED"])
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"key_hash": "x"}, "key_dead"),
        ({"customer_participant": "x"}, "participants_dead"),
        ({"staff_participant": "x"}, "participants_dead"),
    ],
)
def test_i14_what_is_over_keeps_no_secret(
    app: Flask, state: str, values: dict[str, str], constraint: str
) -> None:
    session = a_requested_key()
    with pytest.raises(IntegrityError, match=constraint):
        change(session, state=state, **values)


def test_i11_viewing_comes_after_the_documents(app: Flask) -> None:
    session = a_live_session()[0]
    with pytest.raises(IntegrityError, match="documents_first"):
        change(session, view_granted_at=clock.now())


def test_i16_nobody_on_site_goes_unwatched(app: Flask) -> None:
    session = an_agreed_session(on_site=True)
    assert session.row.monitor_name == "Jo Ward"
    with pytest.raises(IntegrityError, match="monitor"):
        change(session, monitor_name=None)


def test_a_request_has_one_session_that_is_not_over(app: Flask) -> None:
    session = a_proposal()
    refused_insert(copy_of(session), "remote_session")


def test_a_state_that_the_table_does_not_know_is_refused(app: Flask) -> None:
    with pytest.raises(IntegrityError, match="ck_remote_session_state"):
        change(an_agreed_session(), state="PAUSED")


@pytest.mark.parametrize("values", [{"sender": "staff"}, {"kind": "file"}])
def test_only_the_rooms_own_messages_pass(app: Flask, values: dict[str, str]) -> None:
    session = a_live_session()[0]
    message = {"session_id": session.id, "sender": "customer", "kind": "offer", "data": "{}"}
    with pytest.raises(IntegrityError, match="ck_session_signal"), transaction() as writing:
        writing.execute(insert(Signal).values(**{**message, **values}))
