"""Pictures that staff add: checked and made anew, described, and made small by the worker."""

from flask import Flask

from frontdesk.core import worker
from frontdesk.media import renditions, staff_views, store


def init_app(app: Flask) -> None:
    app.register_blueprint(staff_views.media_staff)
    app.jinja_env.globals.update(recent_pictures=store.recent)
    worker.every(app, 0.5, "pictures", renditions.make_next)
