"""Sending what is due: whole, once, over one line, and nothing kept of what was sent."""

import threading
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import func, select

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState, OutboxMail
from tests.mail.sample import ALICE, BOB, queue


def test_a_sent_mail_is_whole(smtp_app, smtp):
    thread = f"<{'x' * 90}@customer.example>"
    mail = queue(ALICE, {"name": "Zoë"}, reply_to="support+tag@site.example", in_reply_to=thread)

    assert outbox.deliver_due() == 1

    (accepted,) = smtp.accepted
    sent = accepted.mail
    assert (accepted.sender, accepted.recipients) == ("frontdesk@site.example", [ALICE])
    assert sent["From"].addresses[0].addr_spec == "frontdesk@site.example"
    assert sent["From"].addresses[0].display_name == smtp_app.extensions["company"].name
    assert (sent["To"], sent["Reply-To"]) == (ALICE, "support+tag@site.example")
    assert sent["Message-ID"] == mail.message_id
    assert thread in sent["In-Reply-To"] and thread in sent["References"]
    assert sent["Auto-Submitted"] == "auto-generated"
    assert abs(sent["Date"].datetime - clock.now()) < timedelta(minutes=1)
    assert sent.get_content_type() == "multipart/alternative"
    assert "Dear Zoë" in sent.get_body(("plain",)).get_content()
    assert "<p>Dear Zoë" in sent.get_body(("html",)).get_content()
    assert accepted.content.isascii()


def test_a_subject_in_any_script_arrives_as_written(smtp_app, smtp):
    subject = "Größe → 大きさ " + "wide " * 40
    queue(ALICE, {"subject": subject.strip()})
    outbox.deliver_due()

    assert smtp.accepted[0].mail["Subject"] == subject.strip()


def test_the_text_is_wiped_once_it_is_sent(smtp_app, smtp, reload):
    mail = queue(ALICE)
    assert mail.text and mail.html

    outbox.deliver_due()

    assert (reload(mail).state, mail.text, mail.html) == (MailState.SENT, None, None)
    assert mail.finished_at is not None


def test_a_batch_goes_over_one_connection(smtp_app, smtp):
    for number in range(5):
        queue(f"reader{number}@customer.example")

    assert outbox.deliver_due() == 5
    assert smtp.connections == 1


def test_no_transaction_is_open_while_a_mail_is_sent(smtp_app, smtp):
    queue(ALICE)
    queue(BOB)
    seen = []
    engine = db.engine
    smtp.before_accepting = lambda: seen.append(engine.pool.checkedout())

    outbox.deliver_due()

    assert seen == [0, 0]


def test_two_workers_send_each_mail_once(smtp_app, smtp):
    for number in range(60):
        queue(f"reader{number}@customer.example")
    start = threading.Barrier(2)

    def work() -> None:
        with smtp_app.app_context():
            start.wait()
            while outbox.deliver_due():
                pass

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    recipients = [accepted.recipients[0] for accepted in smtp.accepted]
    assert sorted(recipients) == sorted(f"reader{number}@customer.example" for number in range(60))


def test_an_abandoned_claim_is_taken_again_when_its_lease_is_over(smtp_app, smtp):
    queue(ALICE)
    outbox.claim()

    assert outbox.deliver_due() == 0
    with clock.shifted(outbox.LEASE):
        assert outbox.deliver_due() == 1


def test_a_worker_told_to_end_finishes_the_mail_in_hand_and_gives_the_rest_back(smtp_app, smtp):
    for number in range(3):
        queue(f"reader{number}@customer.example")

    assert outbox.deliver_due(stop=lambda: len(smtp.accepted) == 1) == 1

    rows = select(OutboxMail.state, func.count()).group_by(OutboxMail.state)
    found = dict(db.session.execute(rows).all())
    assert found == {MailState.SENT: 1, MailState.QUEUED: 2}


@pytest.mark.one_database
def test_without_smtp_a_mail_becomes_a_file(app):
    mail = queue(ALICE)

    assert outbox.deliver_due() == 1

    (path,) = (app.extensions["settings"].instance_path / "mail").iterdir()
    assert path.name == f"{mail.message_id.strip('<>')}.eml"
    assert message_from_bytes(path.read_bytes(), policy=default)["To"] == ALICE


@pytest.mark.one_database
def test_an_international_domain_is_sent_in_its_ascii_form(smtp_app, smtp):
    queue("alice@bücher.example")
    outbox.deliver_due()

    assert smtp.accepted[0].recipients == ["alice@xn--bcher-kva.example"]
