"""Search over everything that visitors may read."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Nothing is offered yet."""
