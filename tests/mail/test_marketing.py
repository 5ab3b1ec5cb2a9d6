"""Marketing mail: an objection is honoured when a mail is queued, and again when it is sent."""

import pytest

from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState
from tests.mail.sample import ALICE, queue


@pytest.fixture
def objections(app):
    """Who objected, as the guard sees it."""
    found: set[str] = set()
    outbox.marketing_guard(app, lambda _session, recipient: recipient in found)
    return found


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
