"""Who may enter: accounts, roles, sign-in, and the staff side's frame."""

from flask import Flask

from frontdesk.staff import security, views


def init_app(app: Flask) -> None:
    security.init_app(app)
    app.register_blueprint(views.staff)
