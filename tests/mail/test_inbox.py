"""What becomes of a mail that came in: filed by one feature once, or set aside with a reason."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from frontdesk.core import audit
from frontdesk.core.audit import AuditEntry
from frontdesk.core.db import db
from frontdesk.core.mail import inbox
from frontdesk.core.mail.models import InboundMail
from tests.mail.messages import ALICE, incoming


@pytest.fixture
def app(app):
    """The application, without the features that would take mail."""
    app.extensions["inbox_handlers"] = []
    return app


def take(session, mail) -> bool:
    """A feature that writes down what it took."""
    audit.record(session, mail.sender, "took", mail.tag or "", mail.reply_text)
    return True


def taken() -> int:
    return db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_the_first_feature_that_takes_a_mail_has_it(app):
    asked = []
    inbox.handler(app, lambda _session, _mail: asked.append("first") or False)
    inbox.handler(app, take)
    inbox.handler(app, lambda _session, _mail: asked.append("third") or True)

    outcome = inbox.process(incoming())

    assert (outcome.outcome, asked, taken()) == ("filed", ["first"], 1)
    assert inbox.set_aside() == []


def test_a_mail_read_twice_is_acted_on_once(app):
    inbox.handler(app, take)
    raw = incoming()

    first, second = inbox.process(raw), inbox.process(raw)

    assert (first.outcome, first.seen) == ("filed", False)
    assert (second.outcome, second.seen) == ("filed", True)
    assert taken() == 1


def test_two_readers_of_one_mail_act_on_it_once(app):
    asked = []
    inbox.handler(app, lambda session, mail: asked.append(1) or take(session, mail))
    raw, start, outcomes = incoming(), threading.Barrier(2), []

    def work() -> None:
        with app.app_context():
            start.wait()
            outcomes.append(inbox.process(raw))

    readers = [threading.Thread(target=work) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert [outcome.outcome for outcome in outcomes] == ["filed", "filed"]
    assert sorted(outcome.seen for outcome in outcomes) == [False, True]
    assert (len(asked), taken()) == (1, 1)


def test_a_mail_that_nobody_takes_is_set_aside_with_a_reason(app):
    inbox.handler(app, lambda _session, _mail: False)

    outcome = inbox.process(incoming(subject="Hello"))

    (mail,) = inbox.set_aside()
    assert outcome.outcome == "set_aside"
    assert (mail.sender, mail.subject, mail.reason) == (ALICE, "Hello", inbox.NOBODY_TOOK_IT)


def test_an_automatic_mail_that_nobody_takes_says_so(app):
    inbox.process(incoming(Auto_Submitted="auto-replied"))

    assert inbox.set_aside()[0].reason == "an automatic mail (Auto-Submitted: auto-replied)"


def test_a_feature_that_fails_leaves_nothing_behind_but_the_mail_set_aside(app):
    def fail(session, mail):
        take(session, mail)
        session.flush()
        raise KeyError("a fault of ours")

    inbox.handler(app, fail)
    outcome = inbox.process(incoming())

    assert outcome.outcome == "set_aside"
    assert "KeyError" in inbox.set_aside()[0].reason
    assert taken() == 0


def test_a_database_out_of_reach_leaves_the_mail_to_be_read_again(app):
    reachable = False

    def need_database(session, mail):
        if not reachable:
            raise OperationalError("SELECT 1", {}, Exception("gone"))
        return take(session, mail)

    inbox.handler(app, need_database)
    raw = incoming()
    with pytest.raises(OperationalError):
        inbox.process(raw)
    reachable = True

    assert inbox.process(raw).outcome == "filed"


def test_a_malformed_mail_is_set_aside(app):
    inbox.handler(app, take)

    outcome = inbox.process(b"Subject: x\n\n" + b"x" * 11_000_000)

    assert outcome.outcome == "set_aside"
    assert inbox.set_aside()[0].reason == "the mail is larger than 10 MB"
    assert taken() == 0


@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 50, b"Subject: \x00=?utf-8?q?=00?=\n\n\x00"])
def test_odd_bytes_fit_into_the_database(app, raw):
    assert inbox.process(raw).outcome == "set_aside"


def test_the_newest_mail_set_aside_comes_first(app):
    for subject in ("one", "two", "three"):
        inbox.process(incoming(subject=subject))

    assert [mail.subject for mail in inbox.set_aside()] == ["three", "two", "one"]


def test_staff_can_mark_a_mail_as_handled(app):
    inbox.process(incoming())
    (mail,) = inbox.set_aside()

    inbox.mark_handled(mail.id, "robin@site.example")

    assert inbox.set_aside() == []
    (entry,) = audit.latest()
    assert (entry.actor, entry.subject) == ("robin@site.example", f"inbound mail {mail.id}")
    with pytest.raises(inbox.NotSetAside):
        inbox.mark_handled(mail.id, "robin@site.example")


def test_a_filed_mail_cannot_be_marked_as_handled(app):
    inbox.handler(app, take)
    inbox.process(incoming())
    mail = db.session.scalars(select(InboundMail)).one()

    with pytest.raises(inbox.NotSetAside):
        inbox.mark_handled(mail.id, "robin@site.example")
