"""Title, summary and topics: there, of a fit length, and not the same words twice."""

from collections.abc import Iterator

from frontdesk.news.checklist.finding import Finding, error, warning
from frontdesk.news.content import Content

# Search engines and the cards of other sites show about so many characters.
LONGEST_TITLE = 70
LONGEST_SUMMARY = 200
SHORTEST_SUMMARY = 40


def look(content: Content) -> Iterator[Finding]:
    title, summary = content.title.strip(), content.summary.strip()
    if len(title) > LONGEST_TITLE:
        yield warning("The title is long: search engines will cut its end off.", "title")
    if title and _folded(title) == _folded(summary):
        yield error("The summary only repeats the title: say what happened.", "summary")
    elif len(summary) > LONGEST_SUMMARY:
        yield warning("The summary is long: one or two sentences are read.", "summary")
    elif summary and len(summary) < SHORTEST_SUMMARY:
        yield warning("The summary is very short: say what, where and for whom.", "summary")
    if not content.topics:
        yield warning("No topic is chosen, so no topic's page will list it.", "topics")


def _folded(text: str) -> str:
    return " ".join(text.casefold().rstrip(".!… ").split())
