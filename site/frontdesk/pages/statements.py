"""Plain pages that state something: words from content/pages/, and the day they were last read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask, current_app
from markupsafe import Markup

from frontdesk.core.content import CONTENT, a_date, load_post
from frontdesk.core.markdown import render

FOLDER = CONTENT / "pages"
NAMES = ("accessibility", "analytics-notice")


@dataclass(frozen=True)
class Statement:
    """`reviewed` is the day on which somebody last made sure that it is true.

    `contact` says whether the page ends with how to reach the company.
    """

    title: str
    description: str
    reviewed: date
    contact: bool
    text: str
    html: Markup


def init_app(app: Flask) -> None:
    app.extensions["statements"] = {name: load_statement(FOLDER / f"{name}.md") for name in NAMES}


def statement(name: str) -> Statement:
    found: dict[str, Statement] = current_app.extensions["statements"]
    return found[name]


def load_statement(path: Path) -> Statement:
    """The statement in a file. Raises ContentError."""
    fields, text = load_post(path)
    found = Statement(
        title=fields.take("title", str),
        description=fields.take("description", str),
        reviewed=a_date(fields, "reviewed"),
        contact=fields.maybe("contact", bool) or False,
        text=text,
        html=render(text),
    )
    fields.finish()
    return found
