"""A worker that is killed after the server took a mail, and before it could note so."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState
from frontdesk.settings import ROOT
from tests.mail.sample import ALICE, queue
from tests.services.mail import SmtpServer
from tests.services.waiting import until


def start_worker(environ: dict[str, str], server: SmtpServer) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        cwd=ROOT,
        env={**os.environ, **environ, "SMTP_URL": server.url},
    )


def test_the_mail_is_sent_again_under_the_same_message_id(smtp_app, smtp, environ, reload):
    mail = queue(ALICE)
    worker = start_worker(environ, smtp)
    # Frozen before the 250 leaves and killed after it: the answer is on its way and never read.
    smtp.before_accepting = lambda: os.kill(worker.pid, signal.SIGSTOP)
    smtp.after_accepting = worker.kill
    worker.wait(timeout=60)

    assert len(smtp.accepted) == 1
    assert reload(mail).state == MailState.SENDING
    smtp.before_accepting = smtp.after_accepting = lambda: None
    with clock.shifted(outbox.LEASE + timedelta(seconds=1)):
        assert outbox.deliver_due() == 1

    first, second = smtp.accepted
    assert first.mail["Message-ID"] == second.mail["Message-ID"] == mail.message_id


def test_a_worker_sends_mail_and_ends_when_told(smtp_app, smtp, environ, reload):
    mail = queue(ALICE)
    worker = start_worker(environ, smtp)
    try:
        until(lambda: reload(mail).state == MailState.SENT, "the mail to be sent")
        db.session.rollback()
    finally:
        worker.terminate()
        code = worker.wait(timeout=30)

    assert code == 0
