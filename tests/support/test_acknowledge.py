"""The acknowledgement goes to an address that nobody has confirmed yet."""

from frontdesk.core.db import db
from frontdesk.core.tokens import token_hash
from frontdesk.support.models import SupportAccess
from tests.client import CheckingClient
from tests.factories import page_token
from tests.outbox import outbox_mail
from tests.support.asking import TYPED, ask, requests


def test_it_carries_the_reference_and_a_link_to_the_private_page(client: CheckingClient) -> None:
    ask(client)
    (mail,) = outbox_mail()
    (request,) = requests()
    assert (mail.kind, mail.recipient) == ("support_received", "pat@surgery.example")
    assert request.reference in mail.subject
    assert request.reference in client.text(f"/support/r/{page_token(mail)}")
    assert (mail.reply_to or "").startswith("support+r-")


def test_it_carries_none_of_the_senders_own_text(client: CheckingClient) -> None:
    sent = {name: f"zq{number}cheap" for number, name in enumerate(TYPED) if name != "email"}
    ask(client, **sent)
    (mail,) = outbox_mail()
    for text in sent.values():
        for part in (mail.subject, mail.text or "", mail.html or "", mail.reply_to or ""):
            assert text not in part


def test_the_pages_tokens_are_stored_hashed_only(client: CheckingClient) -> None:
    from_form = ask(client).location.rpartition("/")[2]
    from_mail = page_token(outbox_mail()[0])
    stored = {access.token_hash for access in db.session.query(SupportAccess)}
    assert stored == {token_hash(from_form), token_hash(from_mail)}
    assert from_form != from_mail
