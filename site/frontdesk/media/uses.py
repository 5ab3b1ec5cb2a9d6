"""Where pictures are used, as told by features that stand above and are not known here."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app


@dataclass(frozen=True)
class Use:
    """A place that shows a picture: what it is called, and the staff page where it is changed."""

    name: str
    address: str


Source = Callable[[str], list[Use]]


def tell(app: Flask, source: Source) -> None:
    """Let a feature say where it uses the picture of a given digest."""
    app.extensions.setdefault("media_uses", []).append(source)


def of(digest: str) -> list[Use]:
    """Every place that shows the picture."""
    sources: list[Source] = current_app.extensions.get("media_uses", [])
    return [use for source in sources for use in source(digest)]
