"""Somebody objects while a batch of marketing mail is on its way to a real mail server."""

from urllib.parse import urlsplit

from sqlalchemy import select

from frontdesk.core.db import db
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import OutboxMail
from frontdesk.optout import links
from tests.mail.sample import ALICE, BOB, queue

CAROL = "carol@customer.example"


def objecting(app, person):
    """What the button of a mail program does, in the server's own thread while the worker waits."""

    def press() -> None:
        with app.app_context():
            path = urlsplit(links.link(person)).path
            answer = app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200

    return press


def test_who_comes_later_in_the_batch_gets_none(smtp_app, smtp):
    for person in (ALICE, BOB, CAROL):
        queue(person, marketing=True)
    smtp.before_accepting = objecting(smtp_app, BOB)

    assert outbox.deliver_due() == 2

    assert [accepted.recipients for accepted in smtp.accepted] == [[ALICE], [CAROL]]
    states = select(OutboxMail.state).order_by(OutboxMail.id)
    assert list(db.session.scalars(states)) == ["sent", "suppressed", "sent"]


def test_one_that_is_being_sent_was_sent_before_the_objection(smtp_app, smtp, reload):
    first, second = queue(ALICE, marketing=True), queue(ALICE, marketing=True)
    smtp.before_accepting = objecting(smtp_app, ALICE)

    assert outbox.deliver_due() == 1
    assert (reload(first).state, reload(second).state) == ("sent", "suppressed")
