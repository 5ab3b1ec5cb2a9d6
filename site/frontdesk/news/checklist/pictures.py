"""Words for pictures, since not everybody sees them."""

import re
from collections.abc import Iterator

from frontdesk.news.checklist.finding import Finding, error
from frontdesk.news.content import Content
from frontdesk.news.models import LONGEST_ALT

A_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp)|(?:img|dsc|pxl|image|photo)[ _-]?\d+", re.I
)


def look(content: Content) -> Iterator[Finding]:
    for place, photograph in enumerate(content.photographs, start=1):
        where = "lead" if photograph is content.lead else "gallery"
        alt = photograph.alt.strip()
        if photograph.decorative:
            continue
        if not alt:
            yield error(f"Say what picture {place} shows, or mark it as decoration.", where)
        elif len(alt) > LONGEST_ALT:
            yield error(f"Shorten the words for picture {place} to {LONGEST_ALT} letters.", where)
        elif A_FILE_NAME.fullmatch(alt):
            yield error(f"“{alt}” is a file's name: say what picture {place} shows.", where)
