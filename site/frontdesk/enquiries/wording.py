"""The words beside the boxes by which visitors consent to notices, from content/consent/.

Each consent is stored with its words, so a version is never edited once visitors have seen it: a
change is a new file, and the one whose name sorts last is shown.
"""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from frontdesk.core.content import CONTENT, ContentError, Fields, load_toml

FOLDER = CONTENT / "consent"
TOPICS = ("new-services", "software-enhancements", "special-offers")


@dataclass(frozen=True)
class Wording:
    """One version; `topics` are the labels of the boxes by what is ticked."""

    version: str
    question: str
    explanation: str
    topics: dict[str, str]

    def words(self, topic: str) -> str:
        """All that somebody read who ticked the box of this topic."""
        return f"{self.question} {self.topics[topic]}. {self.explanation}"


def init_app(app: Flask) -> None:
    app.extensions["consent_wording"] = load()


def current() -> Wording:
    found: Wording = current_app.extensions["consent_wording"]
    return found


def load(folder: Path = FOLDER) -> Wording:
    """The newest version. Raises ContentError, also when there is none."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise ContentError(folder, 1, "there are no words for the boxes of consent")
    return [_load(path) for path in paths][-1]


def _load(path: Path) -> Wording:
    fields = load_toml(path)
    wording = Wording(
        path.stem, fields.take("question", str), fields.take("explanation", str), _topics(fields)
    )
    fields.finish()
    return wording


def _topics(fields: Fields) -> dict[str, str]:
    inner = fields.inner("topics")
    if inner is None:
        raise fields.error("topics", "topics is missing")
    topics = {topic: inner.take(topic, str) for topic in TOPICS}
    inner.finish()
    return topics
