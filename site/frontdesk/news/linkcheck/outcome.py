"""What became of trying a link."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """MISSING: the server says that there is no such page. UNSURE: it might be there all the same,
    for a person with a browser. REFUSED: an address to which we do not go."""

    WAITING = "waiting"
    ANSWERS = "answers"
    MISSING = "missing"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """`status` is the last HTTP status, if there was an answer; `words` say what is wrong."""

    state: State
    words: str = ""
    status: int | None = None
