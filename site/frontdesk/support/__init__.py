"""Asking for support, and the desk that answers."""

from datetime import timedelta

from flask import Flask

from frontdesk.core import worker
from frontdesk.core.mail import inbox
from frontdesk.staff import today
from frontdesk.support import actions, correspondence, staff_views, views, waiting


def init_app(app: Flask) -> None:
    app.register_blueprint(views.support)
    app.register_blueprint(staff_views.support_staff)
    inbox.handler(app, correspondence.file_reply)
    today.offer(app, waiting.lines)
    worker.every(app, timedelta(minutes=1).seconds, "close resolved requests", actions.close_due)
