"""Three tools for buyers: a sign to type on, sizes to reckon with, a board that calls patients."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Nothing is offered yet."""
