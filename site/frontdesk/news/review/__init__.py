"""A draft shown to somebody outside, who approves it or comments on it without an account."""

from flask import Flask

from frontdesk.news.review import staff_views, views, waiting
from frontdesk.news.review.panel import panel
from frontdesk.staff import today


def init_app(app: Flask) -> None:
    app.extensions["private_prefixes"].add("/preview/")
    app.register_blueprint(views.preview)
    app.register_blueprint(staff_views.review_staff)
    app.jinja_env.globals.update(review_panel=panel)
    today.offer(app, waiting.lines)
