"""Links: with words, with an address, and with somebody there who answers."""

import re
from collections.abc import Iterator

from frontdesk.core.markdown import LONGEST, Link, links, plain
from frontdesk.news import linkcheck
from frontdesk.news.checklist.finding import Finding, error, quoted, warning
from frontdesk.news.checklist.ownpages import own_path, problem_of
from frontdesk.news.content import Content

SAYS_NOTHING = re.compile(
    r"(?:click |tap |read |see |find out )?(?:here|more|this|this link|link|this page)\W*", re.I
)
LEFTOVER = re.compile(r"\]\([^)\s]*\)?")


def look(content: Content) -> Iterator[Finding]:
    body = content.body[:LONGEST]
    found = list(links(body))
    for link in found:
        yield from _words(link)
    for address in dict.fromkeys(link.address for link in found):
        yield from _inside(address)
    yield from _outside(outside_links(body))
    if leftover := LEFTOVER.search(plain(body)):
        yield warning(f"{quoted(leftover[0])} looks like a link that did not become one.")


def outside_links(body: str) -> list[str]:
    """The addresses of other sites to which a text leads."""
    return [link.address for link in links(body) if _is_outside(link.address)]


def _words(link: Link) -> Iterator[Finding]:
    if not link.address:
        yield error(f"The link {quoted(link.words)} leads nowhere: give its address.")
    elif not link.words.strip():
        yield error(f"The link to {link.address} has no words.")
    elif SAYS_NOTHING.fullmatch(link.words.strip()):
        yield warning(f"The link {quoted(link.words)} doesn't say where it leads.")


def _inside(address: str) -> Iterator[Finding]:
    path = own_path(address)
    if path is not None and (problem := problem_of(path)):
        yield error(f"{path}: {problem}")


def _outside(addresses: list[str]) -> Iterator[Finding]:
    for address, outcome in linkcheck.known(addresses).items():
        if outcome is None or outcome.state == linkcheck.State.WAITING:
            yield warning(f"{address} has not been tried yet.")
        elif outcome.state == linkcheck.State.MISSING:
            yield error(f"{address} is no longer there: {outcome.words}")
        elif outcome.state != linkcheck.State.ANSWERS:
            yield warning(f"{address} did not answer as it should: {outcome.words}")


def _is_outside(address: str) -> bool:
    return address.lower().startswith(("http:", "https:", "//")) and own_path(address) is None
