"""What the worker does for mail: sends what is due, and reads the inbox when there is one."""

from flask import Flask

from frontdesk.core import worker
from frontdesk.core.mail import outbox, polling


def init_app(app: Flask) -> None:
    worker.every(app, 1, "mail", lambda: outbox.deliver_due(lambda: worker.stopping(app)))
    if app.extensions["settings"].imap_url:
        worker.watch(app, "inbox", polling.poll_forever)
