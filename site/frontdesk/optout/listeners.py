"""Who is told, within the same transaction, that somebody has objected.

Features that hold consents listen here, and so need not be known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Manner:
    """How an objection reached us: `source` by which way, `entered_by` which member of staff wrote
    it down, and `letter_on` the day on which the letter came."""

    source: str
    entered_by: str = ""
    letter_on: date | None = None


@dataclass(frozen=True)
class Objected:
    """What has just been recorded: who, as hashes, and over which channels."""

    subjects: frozenset[str]
    channels: frozenset[str]
    manner: Manner
    at: datetime


Listener = Callable[[Session, Objected], None]


def on_objection(app: Flask, listener: Listener) -> None:
    app.extensions.setdefault("objection_listeners", []).append(listener)


def tell(session: Session, objected: Objected) -> None:
    for listener in current_app.extensions.get("objection_listeners", ()):
        listener(session, objected)
