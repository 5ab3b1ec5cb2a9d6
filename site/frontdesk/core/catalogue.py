"""What the company sells, by name. The pages about it offer the list; forms let people choose."""

from collections.abc import Mapping

from flask import Flask, current_app


def init_app(app: Flask) -> None:
    app.extensions["catalogue"] = {}


def offer(app: Flask, names: Mapping[str, str]) -> None:
    """Add products, in the order in which people shall see them: each slug with its name."""
    app.extensions["catalogue"].update(names)


def names() -> dict[str, str]:
    """Every product's name by its slug, in order."""
    found: dict[str, str] = current_app.extensions["catalogue"]
    return found
