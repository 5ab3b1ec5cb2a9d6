"""Why an action on a story was refused, with all that a page needs to say so kindly."""

from dataclasses import dataclass

from frontdesk.news.content import Content


class NotNow(Exception):
    """The story is not in a state that allows this; the message says so in plain words."""


class StaleVersion(Exception):
    """Somebody else has changed the story since: nothing was overwritten.

    `yours` has been kept as the revision `kept`; `theirs` is the story as it is now, at `version`,
    last changed by `who`; `base` is the text from which both began, if it is known.
    """

    def __init__(
        self, yours: Content, theirs: Content, version: int, who: str, kept: int, base: Content
    ) -> None:
        super().__init__(f"{who} has changed this meanwhile.")
        self.yours, self.theirs, self.version = yours, theirs, version
        self.who, self.kept, self.base = who, kept, base


@dataclass(frozen=True)
class Problem:
    """What is wrong, in a sentence, and the field of the content where it can be put right."""

    field: str
    words: str


class NotReady(Exception):
    """The story can't go live as it is. The text that was sent is saved all the same, as
    `version`."""

    def __init__(self, problems: list[Problem], version: int) -> None:
        super().__init__(" ".join(problem.words for problem in problems))
        self.problems, self.version = problems, version
