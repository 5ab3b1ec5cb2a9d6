"""Three tools for buyers: a sign to type on, sizes to reckon with, a board that calls patients."""

from flask import Flask

from frontdesk.core import metadata
from frontdesk.tools import calling_views as calling_views
from frontdesk.tools import sign_views as sign_views
from frontdesk.tools import size_views as size_views
from frontdesk.tools import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)
    metadata.offer_pages(app, views.public_pages)
    # The home page is a sibling and may not import this feature; its template asks through this.
    app.jinja_env.globals.update(buyers_tools=views.offered)
