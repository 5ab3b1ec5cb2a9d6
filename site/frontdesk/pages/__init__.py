"""The pages that say what the company makes and what it promises."""

from flask import Flask

from frontdesk.pages.dotmatrix import dot_matrix


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(dot_matrix=dot_matrix)
