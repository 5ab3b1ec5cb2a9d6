"""Marketing mail: an objection is honoured when a mail is queued, and again when it is sent."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy.exc import IntegrityError

from frontdesk.core.db import db, transaction
from frontdesk.core.mail import marketing, outbox
from frontdesk.core.mail.models import MailState
from tests.mail.sample import ALICE, BOB, queue

LINK = "https://site.example/opt-out/its-token"


@dataclass
class Guard:
    """Who objected, as the outbox sees it."""

    found: set[str] = field(default_factory=set)
    way_out: str = LINK

    def subject(self, email):
        return f"hash of {email}"

    def objected(self, _session, email):
        return email in self.found

    def link(self, _email):
        return self.way_out


@pytest.fixture
def guard(app):
    guard = Guard()
    marketing.guarded_by(app, guard)
    return guard


@pytest.fixture
def objections(guard):
    return guard.found


def test_a_mail_to_somebody_who_objected_is_kept_empty(app, objections, reload):
    objections.add(ALICE)

    mail = reload(queue(ALICE, marketing=True))

    assert (mail.state, mail.text, mail.html) == (MailState.SUPPRESSED, None, None)
    assert outbox.deliver_due() == 0


def test_an_objection_after_queueing_still_counts(app, objections, reload):
    mail = queue(ALICE, marketing=True)
    objections.add(ALICE)

    assert outbox.deliver_due() == 0
    assert (reload(mail).state, mail.text, mail.html) == (MailState.SUPPRESSED, None, None)
    assert not list((app.extensions["settings"].instance_path / "mail").glob("*"))


def test_other_mail_reaches_somebody_who_objected(app, objections, reload):
    objections.add(ALICE)
    mail = queue(ALICE)

    assert outbox.deliver_due() == 1
    assert reload(mail).state == MailState.SENT


def test_marketing_reaches_those_who_did_not_object(app, objections, reload):
    mail = queue(ALICE, marketing=True)

    assert outbox.deliver_due() == 1
    assert reload(mail).state == MailState.SENT


@pytest.mark.one_database
def test_without_a_guard_no_marketing_is_queued(app):
    app.extensions.pop("marketing_guard", None)

    with pytest.raises(RuntimeError, match="guard"):
        queue(ALICE, marketing=True)


def test_each_carries_the_button_of_mail_programs_and_the_link_for_people(smtp_app, smtp, reload):
    guard = Guard(way_out=f"https://www.site.example/opt-out/{'a2' * 39}")
    marketing.guarded_by(smtp_app, guard)
    mail = queue(ALICE, marketing=True)
    outbox.deliver_due()

    sent = smtp.accepted[0].mail
    assert sent["List-Unsubscribe"] == f"<{guard.way_out}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        assert guard.way_out in sent.get_body((kind,)).get_content()
    # Some programs read a header line by line.
    assert f"List-Unsubscribe: <{guard.way_out}>\r\n".encode() in smtp.accepted[0].content
    assert (reload(mail).state, mail.unsubscribe_url) == (MailState.SENT, None)


def test_other_mail_carries_none_of_it(smtp_app, smtp):
    queue(ALICE)
    outbox.deliver_due()

    assert not any(name.startswith("List-") for name in smtp.accepted[0].mail)


@pytest.mark.one_database
@pytest.mark.parametrize("wrong", ["sample_without_text", "sample_without_html"])
def test_a_mail_that_does_not_show_the_link_is_refused(app, guard, wrong):
    with pytest.raises(marketing.NoWayOut), transaction() as session:
        outbox.queue(session, wrong, ALICE, {}, marketing=True)


@pytest.mark.one_database
def test_a_mail_without_a_link_is_refused(app, guard):
    guard.way_out = ""
    with pytest.raises(marketing.NoWayOut):
        queue(ALICE, marketing=True)


@pytest.mark.parametrize("column", ["unsubscribe_url", "subject_hash"])
def test_the_database_refuses_marketing_without_a_way_out(app, guard, column):
    mail = queue(ALICE, marketing=True)
    with pytest.raises(IntegrityError, match="ck_outbox_mail_marketing"), transaction():
        setattr(mail, column, None)


def test_what_waits_is_cancelled_for_one_person_only(app, guard, reload):
    waiting, dead, other, asked_for = (
        queue(ALICE, marketing=True),
        queue(ALICE, marketing=True),
        queue(BOB, marketing=True),
        queue(ALICE),
    )
    with transaction():
        dead.state = MailState.DEAD
    with transaction() as session:
        marketing.cancel(session, [guard.subject(ALICE)])

    for mail in (waiting, dead):
        assert reload(mail).state == MailState.SUPPRESSED
        assert (mail.text, mail.html, mail.unsubscribe_url) == (None, None, None)
        assert mail.finished_at is not None
    assert reload(other).state == reload(asked_for).state == MailState.QUEUED


def test_what_is_in_hand_is_left_to_the_worker_that_holds_it(app, guard, reload):
    mail = queue(ALICE, marketing=True)
    outbox.claim()
    with transaction() as session:
        marketing.cancel(session, [guard.subject(ALICE)])

    db.session.rollback()
    assert reload(mail).state == MailState.SENDING
