"""Who must not be sent marketing: recorded here, and asked before any such mail."""

from flask import Flask
from sqlalchemy.orm import Session

from frontdesk.core.mail import marketing
from frontdesk.optout import links, staff_views, store, subjects, views


class Guard:
    """What the outbox asks of marketing mail."""

    def subject(self, email: str) -> str:
        return subjects.of_email(email)

    def objected(self, session: Session, email: str) -> bool:
        return store.has_objected(session, email)

    def link(self, email: str) -> str:
        return links.link(email)


def init_app(app: Flask) -> None:
    marketing.guarded_by(app, Guard())
    app.register_blueprint(views.blueprint)
    app.register_blueprint(staff_views.optout_staff)
    app.extensions["private_prefixes"].add("/opt-out/")
