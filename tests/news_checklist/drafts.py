"""A story with which nothing is wrong, to be spoilt in one place."""

from typing import Any

from frontdesk.news.checklist import findings
from frontdesk.news.content import Content, Photograph

GOOD = Content(
    title="A sign for the station",
    summary="A red LED sign now tells passengers in Hill Town when the next train comes.",
    body="The sign hangs over the stairs.\n\n## How it is read\n\nFrom thirty metres away.",
    topics=("displays",),
    lead=Photograph("0123456789abcdef", 1600, 900, alt="The sign over the stairs at dusk"),
)


def said_of(**changes: Any) -> list[tuple[str, str, str]]:
    """What the checklist says of the good story with these changes: level, where, message."""
    content = Content(**{**GOOD.__dict__, **changes})
    return [(found.level.value, found.where, found.message) for found in findings(content)]


def messages(**changes: Any) -> str:
    return "\n".join(message for _, _, message in said_of(**changes))
