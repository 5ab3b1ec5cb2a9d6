"""What happens when a mail cannot be sent: later, ever more patiently, or to the dead list."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from frontdesk.core import audit, clock
from frontdesk.core.db import db
from frontdesk.core.mail import outbox, transport
from frontdesk.core.mail.models import MailState, OutboxMail
from tests.mail.sample import ALICE, BOB, queue, with_sample
from tests.services.mail import smtp_server


def test_a_temporary_refusal_is_tried_again_under_the_same_message_id(smtp_app, smtp, reload):
    mail = queue(ALICE)
    smtp.refusals[ALICE] = "451 Greylisted"

    assert outbox.deliver_due() == 0
    assert (reload(mail).state, mail.attempts) == (MailState.QUEUED, 1)
    assert "451 Greylisted" in mail.last_error

    smtp.refusals.clear()
    assert outbox.deliver_due() == 0
    with clock.shifted(timedelta(minutes=1)):
        assert outbox.deliver_due() == 1
    assert smtp.accepted[0].mail["Message-ID"] == mail.message_id


def test_a_permanent_refusal_is_given_up_and_its_text_kept(smtp_app, smtp, reload):
    mail = queue(ALICE)
    smtp.refusals[ALICE] = "550 No such user"

    outbox.deliver_due()

    assert outbox.dead() == [reload(mail)]
    assert mail.text and "550 No such user" in mail.last_error


def test_a_refusal_of_the_content_counts_likewise(smtp_app, smtp, reload):
    mail = queue(ALICE)
    smtp.at_data = "554 Looks like spam"

    outbox.deliver_due()

    assert reload(mail).state == MailState.DEAD


def test_a_server_that_wants_a_password_first_kills_no_mail(smtp_app, smtp, reload):
    mail = queue(ALICE)
    smtp.at_data = "530 Authentication required"

    outbox.deliver_due()

    assert (reload(mail).state, mail.attempts) == (MailState.QUEUED, 1)


def test_one_refused_mail_keeps_no_other_waiting(smtp_app, smtp):
    queue(ALICE)
    queue(BOB)
    smtp.refusals[ALICE] = "550 No such user"

    assert outbox.deliver_due() == 1
    assert smtp.accepted[0].recipients == [BOB]


def test_an_address_that_smtp_cannot_carry_is_given_up(smtp_app, smtp, reload):
    mail = queue("zoë@customer.example")
    queue(BOB)

    assert outbox.deliver_due() == 1
    assert reload(mail).state == MailState.DEAD


def test_mail_waits_while_the_server_is_down_and_leaves_when_it_is_up(make_app, reload):
    with smtp_server() as server:
        port = server.port
    application = make_app(SMTP_URL=f"smtp://127.0.0.1:{port}")
    with with_sample(application).app_context():
        mail = queue(ALICE)
        assert outbox.deliver_due() == 0
        assert (reload(mail).state, mail.attempts) == (MailState.QUEUED, 1)
        with smtp_server(port=port) as server, clock.shifted(timedelta(minutes=1)):
            assert outbox.deliver_due() == 1
            assert server.accepted[0].mail["Message-ID"] == mail.message_id
        db.session.remove()


def test_a_server_that_is_down_is_asked_once_for_hundreds_of_mails(smtp_app, smtp):
    for number in range(200):
        queue(f"reader{number}@customer.example")
    smtp.at_data = "421 Closing down"
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    assert outbox.deliver_due() == 0
    assert outbox.deliver_due() == 0

    assert smtp.connections == 1
    assert len(statements) < 3 * outbox.BATCH
    due = db.session.scalars(select(OutboxMail.due_at)).all()
    assert all(moment > clock.now() for moment in due)
    tried = db.session.scalars(select(OutboxMail).where(OutboxMail.attempts > 0)).all()
    assert len(tried) == outbox.BATCH


def test_tries_run_out_into_the_dead_list(smtp_app, smtp, reload):
    mail = queue(ALICE)
    smtp.refusals[ALICE] = "451 Later"
    ahead = timedelta(0)
    for _ in range(outbox.TRIES):
        assert reload(mail).state == MailState.QUEUED
        ahead += outbox.LONGEST_WAIT * 2
        with clock.shifted(ahead):
            outbox.deliver_due()

    assert reload(mail).state == MailState.DEAD


@pytest.mark.one_database
def test_tries_last_at_least_two_days():
    waits = [min(outbox.wait_before(n) for _ in range(50)) for n in range(2, outbox.TRIES + 1)]

    assert timedelta(seconds=15) <= waits[0] < timedelta(seconds=20)
    assert sum(waits, timedelta(0)) >= timedelta(days=2)
    assert max(waits) < timedelta(minutes=75)


@pytest.mark.one_database
def test_waits_are_not_in_step():
    assert len({outbox.wait_before(5) for _ in range(20)}) > 1


def test_staff_can_try_a_dead_mail_again(smtp_app, smtp, reload):
    mail = queue(ALICE)
    smtp.refusals[ALICE] = "550 No such user"
    outbox.deliver_due()
    smtp.refusals.clear()

    outbox.retry(mail.id, "robin@site.example")

    assert outbox.deliver_due() == 1
    assert reload(mail).state == MailState.SENT
    (entry,) = audit.latest()
    assert (entry.actor, entry.subject) == ("robin@site.example", f"mail {mail.id}")


def test_only_dead_mail_is_tried_again(smtp_app, smtp):
    mail = queue(ALICE)

    with pytest.raises(outbox.NotDead):
        outbox.retry(mail.id, "robin@site.example")
    with pytest.raises(outbox.NotDead):
        outbox.retry(mail.id + 1, "robin@site.example")
    assert audit.latest() == []


def test_a_mail_that_our_own_program_cannot_send_keeps_no_other_waiting(
    smtp_app, smtp, monkeypatch, reload
):
    mail = queue(ALICE, {"name": "unsendable"})
    queue(BOB)
    post = transport.Connection.post

    def fail(line: transport.Connection, letter: transport.Letter) -> None:
        if letter.recipient == ALICE:
            raise KeyError("a fault of ours")
        post(line, letter)

    monkeypatch.setattr(transport.Connection, "post", fail)

    assert outbox.deliver_due() == 1
    assert (reload(mail).state, mail.attempts) == (MailState.QUEUED, 1)
    assert "KeyError" in mail.last_error
