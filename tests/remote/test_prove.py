"""Each side's own connection proves its encryption (I9); one that cannot is ended."""

from typing import Any

import pytest
from flask import Flask

from frontdesk.remote import room
from frontdesk.remote.machine import State
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session
from tests.remote.sides import say, staff_say

GOOD = {"tls": "FEFD", "dtls": "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "srtp": "AES_CM_128_HMAC_SHA1_80"}  # fmt: skip # noqa: E501

pytestmark = pytest.mark.usefixtures("quick_hash")


@pytest.fixture
def live(app: Flask) -> tuple[Proposed, str]:
    session, _, participant = a_live_session()
    return session, participant


def test_each_sides_own_words_are_kept(
    sam: CheckingClient, client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    session, participant = live
    theirs = room.join(session.member, session.id)
    assert say(client, session, "proof", participant=participant, **GOOD).status_code == 200
    strong = {**GOOD, "srtp": "AEAD_AES_256_GCM"}
    assert staff_say(sam, session, "proof", participant=theirs, **strong).status_code == 200
    row = session.row
    assert "AES_CM_128" in row.customer_proof
    assert "AEAD_AES_256_GCM" in row.staff_proof
    assert row.state == State.LIVE


@pytest.mark.one_database
@pytest.mark.parametrize(
    "weak",
    [
        {"srtp": ""},
        {"srtp": "NULL_HMAC_SHA1_80"},
        {"srtp": "AES_CM_64"},
        {"srtp": None},
        {"dtls": ""},
        {"dtls": "TLS_RSA_WITH_RC4_128_SHA"},
        {"dtls": "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
    ],
    ids=str,
)
def test_a_connection_that_names_nothing_strong_enough_is_ended(
    client: CheckingClient, live: tuple[Proposed, str], weak: dict[str, Any]
) -> None:
    session, participant = live
    answer = say(client, session, "proof", participant=participant, **{**GOOD, **weak})
    assert answer.status_code == 409
    assert answer.json["state"] == "ENDED"
    row = session.row
    assert row.state == State.ENDED
    assert row.end_reason == "the connection could not prove its encryption"


def test_a_stranger_proves_nothing_and_ends_nothing(
    client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    session = live[0]
    answer = say(client, session, "proof", participant="a" * 26, tls="", dtls="", srtp="")
    assert answer.status_code == 409
    row = session.row
    assert (row.state, row.customer_proof) == (State.LIVE, None)


def test_what_no_column_holds_is_cut_to_what_can_be_read(
    client: CheckingClient, live: tuple[Proposed, str]
) -> None:
    session, participant = live
    odd = {**GOOD, "tls": "\x00\ud800é" + "x" * 10_000}
    assert say(client, session, "proof", participant=participant, **odd).status_code == 200
    assert session.row.customer_proof.startswith("DTLS ???xxx")
    assert len(session.row.customer_proof) < 200
