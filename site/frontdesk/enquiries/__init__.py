"""Enquiries of visitors: by the contact form and by the quote form."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Nothing is offered yet."""
