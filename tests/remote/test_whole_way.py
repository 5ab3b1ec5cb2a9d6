"""The whole way on pages alone, without JavaScript: from the form to a live and ended session."""

import re

from frontdesk.core.db import db
from frontdesk.remote.machine import State
from frontdesk.remote.models import RemoteSession
from tests.client import CheckingClient
from tests.factories import page_token, session_token
from tests.outbox import outbox_mail


def the_session() -> RemoteSession:
    db.session.rollback()
    return db.session.query(RemoteSession).order_by(RemoteSession.id.desc()).first()


def test_a_customer_and_a_representative_go_from_the_form_to_a_record(
    client: CheckingClient, staff_client: CheckingClient
) -> None:
    answer = client.form("/support", "Send the request").submit(
        name="Pat Doe",
        email="pat@surgery.example",
        summary="The display is dark",
        details="It shows nothing.",
    )
    assert answer.status_code == 303
    assert "The display is dark" in client.text(answer.location)
    own_page = f"/support/r/{page_token(outbox_mail('support_received')[0])}"
    assert "The display is dark" in client.text(own_page)

    reference = re.search(r"JX-\w{4}-\w{4}", staff_client.text("/staff/support"))[0]
    desk = f"/staff/support/{reference}"
    staff_client.form(desk, "Log the talk-through").submit(**{"talk-through-body": "Power is on."})
    staff_client.form(desk, "Log the look-up").submit(**{"knowledge-body": "No article helps."})
    proposed = staff_client.form(desk, "Propose a remote session").submit(scope=["view"])
    assert proposed.status_code == 303
    room = proposed.location
    assert "reading the proposal" in staff_client.text(room)

    page = f"/session/{session_token(outbox_mail('session_proposal')[0])}"
    assert "Robin Reed asks for a remote session" in client.text(page)
    client.form(page, "I agree to this session").submit(read="y")
    assert the_session().state == State.AGREED
    client.form(page, "Request a key").submit()
    assert "It is your turn" in staff_client.text(room)
    staff_client.form(room, "Make the key").submit()
    words = re.search(
        r"Read the key out.*?(\w+ \w+ \w+) Wrong tries", staff_client.text(room), re.S
    )
    assert words
    started = client.form(page, "Start the session").submit(key=words[1].upper(), capable="yes")
    assert started.status_code == 303
    assert the_session().state == State.LIVE
    client.form(page, "End the session now").submit()
    assert the_session().state == State.ENDED
    assert the_session().end_reason == "ended by the customer"
    assert "Nothing of what was shown has been kept" in client.text(page)
    records = outbox_mail("session_record")
    assert {mail.recipient for mail in records} == {"pat@surgery.example", "robin@site.example"}
    assert the_session().policy_sha256 in (records[0].text or "")
