"""Words for pictures, since not everybody sees them."""

from collections.abc import Iterator

from frontdesk.media.problems import problems
from frontdesk.news.checklist.finding import Finding, error
from frontdesk.news.content import Content
from frontdesk.news.models import LONGEST_ALT


def look(content: Content) -> Iterator[Finding]:
    """What is missing of the words, and what the library of pictures knows against one."""
    found = problems(content.photographs)
    for place, photograph in enumerate(content.photographs, start=1):
        where = "lead" if photograph is content.lead else "gallery"
        if not photograph.decorative and not photograph.alt.strip():
            yield error(f"Say what picture {place} shows, or mark it as decoration.", where)
        elif not photograph.decorative and len(photograph.alt.strip()) > LONGEST_ALT:
            yield error(f"Shorten the words for picture {place} to {LONGEST_ALT} letters.", where)
        elif found[place - 1]:
            yield error(f"Picture {place}: {found[place - 1]}", where)
