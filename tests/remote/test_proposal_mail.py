"""The proposal's mail carries all that the customer needs to decide."""

import hashlib

from flask import Flask

from frontdesk.core.db import db
from frontdesk.core.tokens import token_hash
from frontdesk.pages import policy
from frontdesk.remote.actions import Scope
from frontdesk.remote.models import SessionAccess
from tests.factories import a_proposal
from tests.outbox import outbox_mail


def the_text() -> str:
    (mail,) = outbox_mail("session_proposal")
    return mail.text or ""


def test_it_holds_the_whole_policy_its_version_and_its_hash(app: Flask) -> None:
    a_proposal()
    current = policy.current()
    assert current.text in the_text()
    assert f"version {current.version}" in the_text()
    assert hashlib.sha256(current.text.encode()).hexdigest() in the_text()


def test_it_says_who_asks_for_what_and_through_what(app: Flask) -> None:
    a_proposal(scope=Scope(view=True, control=True))
    text = the_text()
    assert "Sam Lee of Jayex Technology Limited asks for one remote session" in text
    assert "see what you choose to show, use your mouse and keyboard." in text
    assert "send files" not in text
    assert "this site, from browser to browser" in text
    assert "We never ask for passwords or bank details." in text


def test_the_web_page_of_it_holds_the_same(app: Flask) -> None:
    session = a_proposal()
    (mail,) = outbox_mail("session_proposal")
    html = mail.html or ""
    assert session.row.policy_sha256 in html
    assert f"/session/{session.token}" in html
    assert "<h2" in html or "<h1" in html


def test_its_secrets_are_stored_hashed_only(app: Flask) -> None:
    session = a_proposal()
    stored = {access.token_hash for access in db.session.query(SessionAccess)}
    assert stored == {token_hash(session.token)}
    reply_token = session.reply_to.partition("+a-")[2].partition("@")[0]
    assert session.row.reply_token_hash == token_hash(reply_token)
    assert reply_token != session.token


def test_each_proposal_is_answered_to_an_address_of_its_own(app: Flask) -> None:
    assert a_proposal().reply_to != a_proposal().reply_to


def test_whoever_needs_authority_is_told_that_no_clock_runs(app: Flask) -> None:
    a_proposal(authority_needed=True)
    assert "no clock runs until you say" in the_text()
    assert "72 hours" not in the_text()


def test_with_somebody_on_site_it_asks_who_will_watch(app: Flask) -> None:
    a_proposal(on_site=True)
    assert "who will watch" in the_text()


def test_it_carries_none_of_what_the_customer_wrote(app: Flask) -> None:
    a_proposal(summary="zqsummary", details="zqdetails", organisation="zqorganisation")
    assert "zq" not in the_text()
