"""A mail to a request's own address finds its timeline, as the customer's word where it is."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.core.mail import inbox
from frontdesk.core.mail.models import InboundMail
from frontdesk.support import actions
from frontdesk.support.emails import thread_tag
from frontdesk.support.models import Status
from tests.client import CheckingClient
from tests.factories import Opened, a_member, a_request
from tests.mail.messages import incoming
from tests.outbox import outbox_mail
from tests.support.asking import entries, requests
from tests.support.replying import PAT, reply


@pytest.fixture
def opened(app: Flask) -> Opened:
    return a_request()


def test_an_answer_from_the_customer_is_filed_as_theirs(
    client: CheckingClient, opened: Opened
) -> None:
    actions.reply(a_member(), opened.request.id, "Is the lamp on?")
    quoted = "On Mon, 23 Nov 2026 at 10:00, Frontdesk <support@site.example> wrote:\n> Is it?"
    assert reply(f"Yes, it is.\n\n{quoted}") == "filed"
    entry = entries()[-1]
    assert (entry.author, entry.title, entry.body) == ("Pat Doe", "wrote by mail", "Yes, it is.")
    assert entry.shown
    assert requests()[0].status == Status.OPEN
    assert "Yes, it is." in client.text(f"/support/r/{opened.token}")


def test_the_same_mail_read_twice_is_filed_once(opened: Opened) -> None:
    raw = incoming(sender=PAT, to=outbox_mail()[0].reply_to or "")
    assert [inbox.process(raw).outcome for _ in range(2)] == ["filed", "filed"]
    assert len(entries()) == 1


def test_a_sender_that_nothing_vouches_for_is_marked(opened: Opened) -> None:
    reply(results=None)
    assert entries()[-1].title == "wrote by mail (sender not proven)"


@pytest.mark.parametrize("status", ["resolved", "closed"])
def test_an_answer_opens_what_was_over(opened: Opened, status: str) -> None:
    actions.resolve(a_member(), opened.request.id)
    with clock.shifted(timedelta(days=8 if status == "closed" else 0)):
        actions.close_due()
        assert requests()[0].status == status.upper()
        reply("It is dark again.")
    assert requests()[0].status == Status.OPEN


def test_another_sender_is_shown_to_staff_alone_and_flagged(
    client: CheckingClient, staff_client: CheckingClient, opened: Opened
) -> None:
    actions.reply(a_member(), opened.request.id, "Is the lamp on?")
    assert reply("Send me the key.", sender="Eve <eve@elsewhere.example>") == "filed"
    assert not entries()[-1].shown
    assert requests()[0].status == Status.WAITING
    assert "Send me the key." not in client.text(f"/support/r/{opened.token}")
    words = staff_client.text(f"/staff/support/{opened.request.reference}")
    assert "Send me the key." in words
    assert "another address: check who wrote it" in words


def test_an_automatic_reply_is_flagged_and_moves_nothing(
    client: CheckingClient, staff_client: CheckingClient, opened: Opened
) -> None:
    actions.reply(a_member(), opened.request.id, "Is the lamp on?")
    mails = len(outbox_mail())
    assert reply("I am away.", Auto_Submitted="auto-replied") == "filed"
    assert requests()[0].status == Status.WAITING
    assert "I am away." not in client.text(f"/support/r/{opened.token}")
    words = staff_client.text(f"/staff/support/{opened.request.reference}")
    assert "Automatic reply (Auto-Submitted: auto-replied)" in words
    assert len(outbox_mail()) == mails


@pytest.mark.parametrize("local", ["bounces+" + "x" * 150, "eve" + "x" * 290])
def test_a_senders_address_of_any_length_fits(opened: Opened, local: str) -> None:
    assert reply("Undeliverable.", sender=f"{local}@elsewhere.example") == "filed"
    assert entries()[-1].body == "Undeliverable."


@pytest.mark.parametrize("change", ["signature", "reference", "missing", "other kind"])
def test_a_forged_address_is_set_aside(
    staff_client: CheckingClient, opened: Opened, change: str
) -> None:
    other = thread_tag(a_request(name="Kim Roe").request.reference).split("-")
    own = thread_tag(opened.request.reference).split("-")
    tag = {
        "signature": f"r-{own[1]}-{'a' * 16}",
        "reference": f"r-{own[1]}-{other[2]}",
        "missing": f"r-{own[1]}",
        "other kind": f"a-{own[1]}-{own[2]}",
    }[change]
    assert reply(to=f"support+{tag}@site.example") == "set_aside"
    assert entries() == []
    assert "it belongs to no request that we know" in staff_client.text("/staff/mail")


def test_the_address_works_in_capitals_too(opened: Opened) -> None:
    address = (outbox_mail()[0].reply_to or "").upper()
    assert reply(to=address) == "filed"


def test_attachments_are_named_and_not_kept(client: CheckingClient, opened: Opened) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = PAT, outbox_mail()[0].reply_to, "Re: dark"
    mail.set_content("A picture is attached.")
    mail.add_attachment(b"x" * 2000, maintype="image", subtype="png", filename="dark.png")
    assert inbox.process(mail.as_bytes()).outcome == "filed"
    assert entries()[-1].body.splitlines() == [
        "A picture is attached.",
        "[attachment left out: dark.png, 2 kB]",
    ]


def test_a_mail_without_text_says_so(opened: Opened) -> None:
    reply("")
    assert entries()[-1].body == "(This mail had no text.)"


def test_what_came_in_is_remembered_by_its_fingerprint_alone(app: Flask, opened: Opened) -> None:
    reply("A secret of the surgery.")
    kept = db.session.query(InboundMail).one()
    assert "secret of the surgery" not in repr(vars(kept))
