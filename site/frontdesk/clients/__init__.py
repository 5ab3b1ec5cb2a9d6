"""Recent clients: whom the home page may name, and on what ground."""

from flask import Flask

from frontdesk.clients import staff_views, store


def init_app(app: Flask) -> None:
    app.register_blueprint(staff_views.clients_staff)
    # The home page is a sibling and may not import this feature; its template asks through this.
    app.jinja_env.globals.update(recent_clients=store.shown)
