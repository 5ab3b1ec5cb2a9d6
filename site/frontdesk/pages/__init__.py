"""The pages that say what the company makes and what it promises."""

from flask import Flask

from frontdesk.core.dotmatrix import dot_matrix
from frontdesk.pages import policy, views
from frontdesk.pages.home import load_home


def init_app(app: Flask) -> None:
    app.extensions["home"] = load_home()
    policy.init_app(app)
    app.jinja_env.globals.update(dot_matrix=dot_matrix)
    app.register_blueprint(views.blueprint)
