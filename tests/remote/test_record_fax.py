"""A signed fax is evidence; the customer's own press makes it an agreement (I2, I5)."""

from typing import Any

import pytest
from flask import Flask

from frontdesk.core import audit
from frontdesk.core.db import db
from frontdesk.remote import actions
from frontdesk.remote.machine import Event, Refused, State
from frontdesk.remote.models import Agreement
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, an_agreed_session
from tests.remote.sides import desk, page, press, told

FAX: dict[str, Any] = {
    "received": "2026-01-02",
    "signed_by": "Dr Pat Doe",
    "evidence": "From 020 7946 0000, 2 pages, binder 7",
}


@pytest.fixture
def proposed(app: Flask) -> Proposed:
    return a_proposal()


def record(staff: CheckingClient, session: Proposed, **changes: Any) -> Any:
    return staff.form(desk(session), "Record the fax").submit(**{**FAX, **changes})


def test_a_fax_alone_agrees_to_nothing(alex: CheckingClient, proposed: Proposed) -> None:
    assert record(alex, proposed).status_code == 303
    row = proposed.row
    assert (row.state, row.agreement_id) == (State.PROPOSED, None)
    assert (row.fax_signed_by, row.fax_recorded_by) == ("Dr Pat Doe", "alex@site.example")
    assert "Alex Kim recorded a fax signed by Dr Pat Doe" in told(proposed)
    entry = audit.latest()[0]
    assert (entry.action, entry.detail) == ("recorded a fax", FAX["evidence"])


def test_the_customers_press_makes_it_an_agreement_by_fax(
    client: CheckingClient, alex: CheckingClient, proposed: Proposed
) -> None:
    record(alex, proposed)
    assert "We have your fax of 2026-01-02, signed by Dr Pat Doe." in client.text(page(proposed))
    press(client, proposed, "I agree to this session", read="y")
    word = proposed.row.agreement
    assert word is not None
    assert (proposed.row.state, word.method) == (State.AGREED, "fax")
    assert "binder 7" in word.evidence
    assert "confirmed on the session's own page" in word.evidence


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("received", ""),
        ("received", "yesterday"),
        ("received", "2026-02-30"),
        ("signed_by", "  "),
        ("signed_by", "n" * 161),
        ("evidence", ""),
        ("evidence", "e" * 1001),
        ("evidence", "a bell\x07"),
    ],
)
def test_a_fax_that_proves_nothing_is_refused_and_what_was_typed_is_kept(
    sam: CheckingClient, proposed: Proposed, name: str, value: str
) -> None:
    answer = record(sam, proposed, **{name: value})
    assert answer.status_code == 422
    assert f'href="#{name}"' in answer.text
    kept = sam.form_in(answer, "Record the fax").values
    assert {n: kept[n] for n in FAX if n != name} == {n: FAX[n] for n in FAX if n != name}
    assert proposed.row.fax_evidence is None


def test_a_fax_for_what_is_agreed_already_is_refused(app: Flask) -> None:
    session = an_agreed_session()
    with pytest.raises(Refused, match="has agreed"):
        actions.record_fax(session.member, session.id, "2026-01-02", "Pat Doe", "binder 7")
    assert session.row.fax_evidence is None
    assert db.session.query(Agreement).one().method == "page"


def test_a_fax_can_come_while_authority_is_pending_and_moves_nothing(app: Flask) -> None:
    session = a_proposal()
    actions.customer_moves(session.id, Event.NEED_AUTHORITY)
    actions.record_fax(session.member, session.id, "2026-01-02", "Pat Doe", "binder 7")
    assert session.row.state == State.AUTHORITY_WAIT
