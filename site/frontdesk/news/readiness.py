"""What a story must have before visitors may see it."""

from collections.abc import Iterator
from datetime import datetime

from frontdesk.core.markdown import LONGEST
from frontdesk.news.content import Content, Photograph
from frontdesk.news.errors import Problem
from frontdesk.news.models import LONGEST_ALT, LONGEST_PLACE, LONGEST_SUMMARY, LONGEST_TITLE

LIMITS = {
    "title": LONGEST_TITLE,
    "summary": LONGEST_SUMMARY,
    "place": LONGEST_PLACE,
    "body": LONGEST,
}


def problems(content: Content, now: datetime) -> list[Problem]:
    """What stands in the way of going live; empty when nothing does."""
    return [*_missing(content), *_too_long(content), *_pictures(content), *_times(content, now)]


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


def _pictures(content: Content) -> Iterator[Problem]:
    for place, photograph in enumerate(content.photographs, start=1):
        if not photograph.decorative and not photograph.alt.strip():
            yield Problem(
                _field(content, photograph),
                f"Say what picture {place} shows, or mark it as decoration.",
            )
        elif len(photograph.alt) > LONGEST_ALT:
            yield Problem(
                _field(content, photograph),
                f"Shorten the words for picture {place} to {LONGEST_ALT} characters.",
            )


def _field(content: Content, photograph: Photograph) -> str:
    return "lead" if photograph is content.lead else "gallery"


def _times(content: Content, now: datetime) -> Iterator[Problem]:
    if content.visible_until is None:
        return
    begins = max(now, content.visible_from or now)
    if content.visible_until <= begins:
        yield Problem("visible_until", "It would end before it begins: choose a later end.")
