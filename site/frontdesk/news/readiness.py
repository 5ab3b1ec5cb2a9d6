"""What a story must have before visitors may see it."""

from collections.abc import Iterator
from datetime import datetime

from frontdesk.core.markdown import LONGEST
from frontdesk.news import checklist
from frontdesk.news.content import Content
from frontdesk.news.errors import Problem
from frontdesk.news.models import LONGEST_PLACE, LONGEST_SUMMARY, LONGEST_TITLE

LIMITS = {
    "title": LONGEST_TITLE,
    "summary": LONGEST_SUMMARY,
    "place": LONGEST_PLACE,
    "body": LONGEST,
}


def problems(content: Content, now: datetime) -> list[Problem]:
    """What stands in the way of going live; empty when nothing does."""
    return [*_missing(content), *_too_long(content), *_checked(content), *_times(content, now)]


def _missing(content: Content) -> Iterator[Problem]:
    if not content.title:
        yield Problem("title", "Give it a title.")
    if not content.summary:
        yield Problem("summary", "Write a summary of one or two sentences.")
    if not content.body.strip():
        yield Problem("body", "Write the text.")


def _too_long(content: Content) -> Iterator[Problem]:
    for field, limit in LIMITS.items():
        length = len(getattr(content, field))
        if length > limit:
            yield Problem(field, f"Shorten this to {limit:,} characters; it has {length:,}.")


def _checked(content: Content) -> Iterator[Problem]:
    for found in checklist.errors(content):
        yield Problem(found.where, found.message)


def _times(content: Content, now: datetime) -> Iterator[Problem]:
    if content.visible_until is None:
        return
    begins = max(now, content.visible_from or now)
    if content.visible_until <= begins:
        yield Problem("visible_until", "It would end before it begins: choose a later end.")
