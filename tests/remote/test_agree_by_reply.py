"""The customer agrees by answering the proposal's mail. In doubt it is no agreement."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.remote import actions
from frontdesk.remote.machine import Event, State
from frontdesk.remote.models import Agreement
from tests.client import CheckingClient
from tests.factories import Proposed, a_proposal, session_token
from tests.outbox import outbox_mail
from tests.support.asking import entries
from tests.support.replying import PAT, reply

EVE = "Pat Doe <eve@elsewhere.example>"


@pytest.fixture
def proposed(app: Flask) -> Proposed:
    return a_proposal()


def nothing_agreed(proposed: Proposed) -> bool:
    return not outbox_mail("session_agreed") and db.session.query(Agreement).count() == 0


def test_a_plain_word_from_a_proven_sender_is_an_agreement(proposed: Proposed) -> None:
    assert reply("I agree\n\nKind regards\nPat Doe", proposed.reply_to) == "filed"
    word = proposed.row.agreement
    assert word is not None
    assert (proposed.row.state, word.method, word.agreed_by) == (State.AGREED, "reply", "Pat Doe")
    assert "dmarc=pass for surgery.example, says mx.site.example" in word.evidence
    assert "“I agree" in word.evidence
    assert "Mail <" in word.evidence
    assert len(outbox_mail("session_agreed")) == 1
    assert outbox_mail("session_not_counted") == []
    assert "Pat Doe wrote by mail" in [entry.sentence for entry in entries()]


# What was sent, and what the answer says of it.
DOUBTFUL = {
    "extra text": ({"text": "I agree, but not before Friday"}, "“I agree” and nothing else"),
    "a question": ({"text": "I agree?"}, "“I agree” and nothing else"),
    "a refusal": ({"text": "I do not agree"}, "“I agree” and nothing else"),
    "nothing": ({"text": ""}, "“I agree” and nothing else"),
    "quoted only": ({"text": "> I agree"}, "“I agree” and nothing else"),
    "nobody vouches": ({"results": None}, "did not prove"),
    "failed": ({"results": "dmarc=fail header.from=surgery.example"}, "did not prove"),
    "other domain": ({"results": "dkim=pass header.d=elsewhere.example"}, "did not prove"),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_doubtful_answer_is_a_message_and_leads_back_to_the_button(
    client: CheckingClient, proposed: Proposed, case: str
) -> None:
    changes, why = DOUBTFUL[case]
    sent = {"text": "I agree", "to": proposed.reply_to, **changes}
    assert reply(**sent) == "filed"
    assert proposed.row.state == State.PROPOSED
    assert nothing_agreed(proposed)
    (mail,) = outbox_mail("session_not_counted")
    assert mail.recipient == PAT
    assert why in (mail.text or "")
    assert "I agree to this session" in client.text(f"/session/{session_token(mail)}")
    assert entries()[-1].shown


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": EVE},
        {"sender": EVE, "results": "dmarc=pass header.from=elsewhere.example"},
        {"Auto_Submitted": "auto-replied"},
        {"subject": "Automatic reply: Remote session"},
        {"Precedence": "bulk"},
    ],
)
def test_a_strangers_or_a_machines_answer_is_shown_to_staff_and_not_answered(
    proposed: Proposed, changes: dict[str, str]
) -> None:
    before = len(outbox_mail())
    assert reply("I agree", proposed.reply_to, **changes) == "filed"
    assert proposed.row.state == State.PROPOSED
    assert nothing_agreed(proposed)
    assert len(outbox_mail()) == before
    assert not entries()[-1].shown


def test_two_senders_are_no_sender(proposed: Proposed) -> None:
    reply("I agree", proposed.reply_to, sender=f"{PAT}, eve@elsewhere.example")
    assert nothing_agreed(proposed)


def test_with_somebody_on_site_a_reply_is_not_enough(app: Flask) -> None:
    proposed = a_proposal(on_site=True)
    reply("I agree", proposed.reply_to)
    assert nothing_agreed(proposed)
    assert "watch on site" in (outbox_mail("session_not_counted")[0].text or "")


def test_while_authority_is_pending_a_reply_moves_nothing(app: Flask) -> None:
    proposed = a_proposal(authority_needed=True)
    reply("I agree", proposed.reply_to)
    assert proposed.row.state == State.AUTHORITY_WAIT
    assert nothing_agreed(proposed)
    assert "waiting for permission" in (outbox_mail("session_not_counted")[0].text or "")


def test_a_second_agreement_to_the_same_address_is_only_a_message(proposed: Proposed) -> None:
    reply("I agree", proposed.reply_to)
    reply("I agree", proposed.reply_to)
    assert db.session.query(Agreement).count() == 1
    assert "was not open any more" in (outbox_mail("session_not_counted")[0].text or "")
    assert [entry.title for entry in entries()].count("wrote by mail") == 2


def test_after_the_end_an_agreement_is_only_a_message_without_a_link(proposed: Proposed) -> None:
    with clock.shifted(timedelta(hours=73)):
        assert reply("I agree", proposed.reply_to) == "filed"
    assert proposed.row.state == State.EXPIRED
    assert nothing_agreed(proposed)
    assert outbox_mail("session_not_counted") == []
    assert "wrote by mail" in [entry.title for entry in entries()]


def test_after_a_refusal_an_agreement_counts_for_nothing(proposed: Proposed) -> None:
    actions.customer_moves(proposed.id, Event.DECLINE)
    reply("I agree", proposed.reply_to)
    assert proposed.row.state == State.DECLINED
    assert nothing_agreed(proposed)


def test_an_agreement_to_the_requests_own_address_is_only_a_message(proposed: Proposed) -> None:
    address = outbox_mail("support_received")[0].reply_to
    assert reply("I agree", address) == "filed"
    assert proposed.row.state == State.PROPOSED
    assert nothing_agreed(proposed)


def test_a_forged_address_agrees_to_nothing(proposed: Proposed) -> None:
    assert reply("I agree", f"support+a-{'a' * 26}@site.example") == "set_aside"
    assert nothing_agreed(proposed)
