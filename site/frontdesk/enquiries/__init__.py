"""Enquiries of visitors: by the contact form and by the form that asks for an estimate."""

from flask import Flask

from frontdesk.enquiries import staff_views, views, wording


def init_app(app: Flask) -> None:
    app.register_blueprint(views.enquiries)
    app.register_blueprint(staff_views.enquiries_staff)
    wording.init_app(app)
