"""Afterwards both sides get a record by mail: times, names and choices, and no content (I15)."""

import json

import pytest
from flask import Flask
from sqlalchemy import MetaData, select

from frontdesk.core.db import db
from frontdesk.remote import actions, room
from frontdesk.remote.machine import Event, Party
from frontdesk.remote.room import Proof
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session, an_agreed_session
from tests.outbox import outbox_mail
from tests.remote.sides import page

PASSED = "a-fingerprint-of-the-customers-network"

pytestmark = pytest.mark.usefixtures("quick_hash")


def a_session_that_has_ended(**changes: object) -> Proposed:
    session, _, customer = a_live_session(**changes)
    for choice in (Event.CLOSE_DOCUMENTS, Event.GRANT_VIEW):
        room.permit(session.id, customer, choice)
    room.exchange(session.id, Party.CUSTOMER, customer, [("offer", json.dumps(PASSED))])
    proof = Proof("FEFD", "TLS_AES_128_GCM_SHA256", "AEAD_AES_256_GCM")
    room.prove(session.id, Party.CUSTOMER, customer, proof)
    room.end(session.id, Party.CUSTOMER, customer)
    return session


def test_it_goes_to_both_sides_once(app: Flask) -> None:
    a_session_that_has_ended()
    recipients = [mail.recipient for mail in outbox_mail("session_record")]
    assert recipients == ["pat@surgery.example", "sam@site.example"]


def test_it_names_who_what_when_and_under_which_policy(app: Flask) -> None:
    session = a_session_that_has_ended(on_site=True)
    row = session.row
    for mail in outbox_mail("session_record"):
        text = mail.text or ""
        for told in (
            f"Record of the remote session for {row.reference}",
            "Customer: Pat Doe",
            "Representative: Sam Lee, Jayex Technology Limited",
            "by Pat Doe (page)",
            "Agreed to: see what you choose to show",
            f"version {row.policy_version}, SHA-256 {row.policy_sha256}",
            "Watched on site by: Jo Ward",
            "Viewing: allowed ",
            "AEAD_AES_256_GCM",
            "ended by the customer",
        ):
            assert told in f"{mail.subject}\n{text}", told


def test_it_holds_no_content(app: Flask) -> None:
    a_session_that_has_ended(details="zqdetails", summary="zqsummary")
    for mail in outbox_mail("session_record"):
        for part in (mail.text or "", mail.html or ""):
            assert PASSED not in part
            assert "zq" not in part


def test_nothing_that_passed_through_is_left_in_any_table(app: Flask) -> None:
    a_session_that_has_ended()
    metadata = MetaData()
    metadata.reflect(db.engine)
    for table in metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            assert PASSED not in repr(tuple(row)), table.name


def test_what_was_not_granted_is_named_as_such(app: Flask) -> None:
    session, _, customer = a_live_session()
    room.end(session.id, Party.CUSTOMER, customer)
    text = outbox_mail("session_record")[0].text or ""
    assert "Documents closed: not confirmed" in text
    assert "Viewing: not allowed" in text
    assert "no picture was connected" in text


def test_the_page_keeps_the_record_to_be_looked_at(app: Flask, client: CheckingClient) -> None:
    words = client.text(page(a_session_that_has_ended()))
    for told in ("Sam Lee", "Documents closed", "Viewing allowed", "Nobody can connect again"):
        assert told in words


def test_a_session_that_never_began_has_no_record(app: Flask) -> None:
    session = an_agreed_session()
    actions.withdraw(session.member, session.id)
    assert outbox_mail("session_record") == []
    assert len(outbox_mail("session_over")) == 1
