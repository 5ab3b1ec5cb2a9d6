"""Words for pictures, since not everybody sees them."""

from collections.abc import Iterator

from frontdesk.core.markdown import LONGEST
from frontdesk.media.problems import problems
from frontdesk.news import bodytext
from frontdesk.news.checklist.finding import Finding, error, quoted
from frontdesk.news.content import Content
from frontdesk.news.models import LONGEST_ALT


def look(content: Content) -> Iterator[Finding]:
    """What is missing of the words, and what the library of pictures knows against one."""
    yield from _beside_the_text(content)
    yield from _in_the_text(content.body[:LONGEST])


def _in_the_text(body: str) -> Iterator[Finding]:
    asked = list(bodytext.asked_for(body))
    for image, _ in (one for one in asked if one[1] is None):
        name = quoted(image.alt or image.address)
        yield error(f"The picture {name} in the text is not in our library: add it there.")
    shown = [photograph for _, photograph in asked if photograph]
    for place, problem in enumerate(problems(shown), start=1):
        if problem:
            yield error(f"Picture {place} in the text: {problem}")


def _beside_the_text(content: Content) -> Iterator[Finding]:
    found = problems(content.photographs)
    for place, photograph in enumerate(content.photographs, start=1):
        where = "lead" if photograph is content.lead else "gallery"
        if not photograph.decorative and not photograph.alt.strip():
            yield error(f"Say what picture {place} shows, or mark it as decoration.", where)
        elif not photograph.decorative and len(photograph.alt.strip()) > LONGEST_ALT:
            yield error(f"Shorten the words for picture {place} to {LONGEST_ALT} letters.", where)
        elif found[place - 1]:
            yield error(f"Picture {place}: {found[place - 1]}", where)
