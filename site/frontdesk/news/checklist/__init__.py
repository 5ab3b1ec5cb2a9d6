"""What is looked at, by itself, before a story goes live. Errors block, warnings don't.

Every check takes the content and says what it found, in words and with the place where it can be
put right. Only `links` asks the database, and nothing here asks the network: what the worker has
learnt of outside links lies in a table.
"""

from flask import Flask

from frontdesk.news.checklist import headings, links, pictures, placeholders, reading, texts, weight
from frontdesk.news.checklist.finding import Finding, Level
from frontdesk.news.content import Content

CHECKS = (texts, placeholders, headings, links, pictures, reading, weight)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(outside_links=links.outside_links)


def findings(content: Content) -> list[Finding]:
    """All that was found, errors first, each kind in the order of the page."""
    found = [finding for check in CHECKS for finding in check.look(content)]
    return sorted(found, key=lambda finding: finding.level != Level.ERROR)


def errors(content: Content) -> list[Finding]:
    """What must be put right before the story may go live."""
    return [finding for finding in findings(content) if finding.level == Level.ERROR]
