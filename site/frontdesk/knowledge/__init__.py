"""The knowledge base: articles of content/help/ that anybody may read."""

from flask import Flask

from frontdesk.core import metadata, search
from frontdesk.knowledge import store, views
from frontdesk.knowledge.articles import load_library
from frontdesk.knowledge.searchable import offered


def init_app(app: Flask) -> None:
    app.extensions["library"] = load_library()
    metadata.offer_pages(app, store.pages)
    search.offer(app, offered)
    app.register_blueprint(views.blueprint)
