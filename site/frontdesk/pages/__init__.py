"""The pages that say what the company makes and what it promises."""

from flask import Flask

from frontdesk.core import catalogue, metadata, search
from frontdesk.core.dotmatrix import dot_matrix
from frontdesk.pages import machines, policy, products, searchable, statements, views
from frontdesk.pages.home import load_home


def init_app(app: Flask) -> None:
    app.extensions["home"] = load_home()
    for part in (policy, products, statements):
        part.init_app(app)
    app.jinja_env.globals.update(dot_matrix=dot_matrix)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(machines.blueprint)
    catalogue.offer(app, {product.slug: product.name for product in app.extensions["products"]})
    search.offer(app, searchable.offered)
    metadata.offer_pages(app, machines.own_pages)
