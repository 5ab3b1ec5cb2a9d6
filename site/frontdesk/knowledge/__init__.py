"""The knowledge base: articles of content/help/ that anybody may read."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Nothing is offered yet."""
