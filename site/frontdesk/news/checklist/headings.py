"""Headings in order: people who listen to a page move about in it by them."""

from collections.abc import Iterator
from itertools import pairwise

from frontdesk.core.markdown import headings
from frontdesk.news.checklist.finding import Finding, error, quoted
from frontdesk.news.content import Content

# The title is the page's first level, so the text begins with the second.
TOP, DEEPEST = 2, 4


def look(content: Content) -> Iterator[Finding]:
    found = list(headings(content.body))
    for level, words in found:
        if not words.strip():
            yield error("A heading has no words.")
        elif level < TOP:
            yield error(f"{quoted(words)} has the level of the page's title: make it one lower.")
        elif level > DEEPEST:
            yield error(f"{quoted(words)} is a heading of a level that pages don't show.")
    for (above, _), (level, words) in pairwise([(TOP - 1, ""), *found]):
        if level > max(above, TOP - 1) + 1 and level <= DEEPEST:
            yield error(f"{quoted(words)} skips a level of headings: make it one higher.")
