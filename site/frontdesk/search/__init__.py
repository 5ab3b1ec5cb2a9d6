"""Search over everything that visitors may read."""

from flask import Flask

from frontdesk.core import worker
from frontdesk.search import actions, views
from frontdesk.search.engine import require_full_text

DAY = 24 * 60 * 60


def init_app(app: Flask) -> None:
    require_full_text(app.extensions["settings"].database_url)
    # At the worker's start, since new files come with a new start, and daily in case one slipped.
    worker.every(app, DAY, "search index", actions.bring_up_to_date)
    app.register_blueprint(views.blueprint)
