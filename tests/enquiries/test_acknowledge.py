"""The acknowledgement goes to an address that nobody has confirmed yet."""

import pytest

from tests.client import CheckingClient
from tests.enquiries.writing import FORMS, MESSAGE, ask, enquiries, write
from tests.outbox import outbox_mail


@pytest.mark.parametrize("path", FORMS)
def test_it_carries_the_reference_and_who_we_are(client: CheckingClient, path: str) -> None:
    {"/contact": write, "/quote": ask}[path](client)
    (mail,) = outbox_mail()
    assert (mail.kind, mail.recipient) == ("enquiry_received", "alex@station.example")
    assert mail.reply_to == "support@site.example"
    for part in (mail.subject, mail.text or "", mail.html or ""):
        assert enquiries()[0].reference in part
    for part in (mail.text or "", mail.html or ""):
        assert "Jayex Technology Limited" in part
        assert ("a request for an estimate" in part) == (path == "/quote")


def test_it_carries_none_of_the_visitors_own_text(client: CheckingClient) -> None:
    sent = {name: f"zq{number}cheap" for number, name in enumerate(MESSAGE) if name != "email"}
    write(client, **sent)
    wish = {"items-0-details": "zq7cheap", "postcode": "zq8cheap", "sign": "zq9cheap"}
    ask(client, {**sent, **wish})
    for mail in outbox_mail():
        for part in (mail.subject, mail.text or "", mail.html or "", mail.reply_to or ""):
            assert "cheap" not in part
            assert "ZQ9CHEAP" not in part
    assert len(outbox_mail()) == 2
