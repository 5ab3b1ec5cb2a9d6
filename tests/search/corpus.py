"""Documents to be found."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from frontdesk.core.db import transaction
from frontdesk.core.search import Document, Kind, put


def a_document(path: str, title: str = "A page", **given: Any) -> Document:
    values = {"kind": Kind.HELP, "summary": "", "body": "", **given}
    return Document(path=path, title=title, **values)


def put_all(documents: Iterable[Document]) -> None:
    with transaction() as session:
        for document in documents:
            put(session, document)


def day(number: int) -> datetime:
    """A day of January 2026."""
    return datetime(2026, 1, number, tzinfo=UTC)


SITE = [
    a_document(
        "/products/video-walls",
        "Video walls",
        kind=Kind.PRODUCT,
        summary="Many screens that show one picture.",
        body="A video wall is built of panels without a visible edge. It suits a reception area.",
        keywords=("matrix", "tiled"),
    ),
    a_document(
        "/help/dark-sign",
        "What to check when a sign is dark",
        summary="Power, cable, controller: in this order.",
        body="A sign that stays dark often lacks power. Look at the fuse before you call us. "
        "If the wall socket is live, check the cable.",
    ),
    a_document(
        "/help/pixel-pitch",
        "How to choose a pixel pitch",
        summary="The nearer people stand, the finer the pitch.",
        body="Pixel pitch is the distance between two dots. Installing a finer pitch costs more.",
    ),
    a_document(
        "/news/cafe",
        "A display for the Café Müller",
        kind=Kind.NEWS,
        summary="A full-colour display lights the Straße.",
        body="The installation took two days. The owner's sign, 8 x 1 m, shows films.",
        changed_at=day(5),
    ),
    a_document(
        "/news/wall",
        "A wall of light",
        kind=Kind.NEWS,
        summary="News of a wall.",
        body="This one has nothing to do with films.",
        changed_at=day(9),
    ),
]
