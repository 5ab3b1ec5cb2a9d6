"""Words that somebody meant to replace."""

import re
from collections.abc import Iterator

from frontdesk.core.markdown import plain
from frontdesk.news.checklist.finding import Finding, error, quoted, warning
from frontdesk.news.content import Content

SURELY = re.compile(
    r"(?i:lorem ipsum)|\b(?:TODO|FIXME|XXX+)\b"
    r"|\[[^\]\n]*\b(?:insert|your|name|client|date)\b[^\]\n]*\]"
    r"|\b(?i:insert [\w ]{1,30} here)\b|\b(?i:placeholder (?:text|title|image|picture))\b"
)
PERHAPS = re.compile(r"\b(?:TBC|TBA|TBD)\b|\?\?+")


def look(content: Content) -> Iterator[Finding]:
    parts = {"title": content.title, "summary": content.summary, "body": plain(content.body)}
    parts["spec"] = "\n".join(value for row in content.spec for value in row)
    for where, text in parts.items():
        if found := SURELY.search(text):
            yield error(f"{quoted(found[0])} was meant to be replaced.", where)
        elif found := PERHAPS.search(text):
            yield warning(f"{quoted(found[0])}: is this known by now?", where)
