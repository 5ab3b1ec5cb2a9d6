"""Recent clients: whom the home page may name, and on what ground."""

from flask import Flask, url_for

from frontdesk.clients import staff_views, store
from frontdesk.media import uses
from frontdesk.media.uses import Use


def init_app(app: Flask) -> None:
    app.register_blueprint(staff_views.clients_staff)
    # The home page is a sibling and may not import this feature; its template asks through this.
    uses.tell(app, _uses)
    app.jinja_env.globals.update(recent_clients=store.shown)


def _uses(digest: str) -> list[Use]:
    """The clients whose logo the picture is."""
    return [
        Use(client.name, url_for("clients_staff.page", client=client.id))
        for client in store.with_logo(digest)
    ]
