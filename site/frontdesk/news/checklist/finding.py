"""What a check says of a story."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """An error blocks the way to visitors; a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """What was found, in a sentence; `where` is the field of the content that it is about."""

    level: Level
    message: str
    where: str


def error(message: str, where: str = "body") -> Finding:
    return Finding(Level.ERROR, message, where)


def warning(message: str, where: str = "body") -> Finding:
    return Finding(Level.WARNING, message, where)


def quoted(words: str, longest: int = 60) -> str:
    """Words of the story as a message quotes them: one line, shortened at a word's end."""
    line = " ".join(words.split())
    if len(line) > longest:
        line = line[:longest].rsplit(" ", 1)[0] + "…"
    return f"“{line}”"
