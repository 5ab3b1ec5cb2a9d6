"""Who must not be sent marketing: recorded here, and asked before any such mail."""

from flask import Flask

from frontdesk.core.mail import outbox
from frontdesk.optout import views
from frontdesk.optout.store import has_objected


def init_app(app: Flask) -> None:
    outbox.marketing_guard(app, has_objected)
    app.register_blueprint(views.blueprint)
