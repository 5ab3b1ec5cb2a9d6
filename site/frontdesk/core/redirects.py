"""Addresses that were once ours: where each leads now, or that it is gone for good.

The table is content/redirects.toml. It is read only where the site has no answer of its own, so an
entry never hides a page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import Gone, HTTPException
from werkzeug.routing import RequestRedirect, Rule

from frontdesk.core.content import CONTENT, ContentError, load_toml

FILE = CONTENT / "redirects.toml"


@dataclass(frozen=True)
class Redirect:
    """`target` is None where the page is gone for good; `line` is where the entry begins."""

    source: str
    target: str | None
    line: int


def init_app(app: Flask) -> None:
    """Comes after every feature, because the table is checked against all their routes."""
    table = load_redirects()
    for entry in table.values():
        _check(app, entry, table)
    app.extensions["redirects"] = table
    app.after_request(_lead_on)


def leads_on(path: str) -> bool:
    """Whether this address, which has no page of its own, is one that leads to a page."""
    table: dict[str, Redirect] = current_app.extensions["redirects"]
    entry = table.get(path.rstrip("/"))
    return entry is not None and entry.target is not None


def load_redirects(path: Path = FILE) -> dict[str, Redirect]:
    """The table by source. Raises ContentError."""
    fields = load_toml(path)
    entries = fields.maybe("redirect", list) or []
    fields.finish()
    table: dict[str, Redirect] = {}
    for line, given in zip_longest(_entry_lines(fields.source), entries, fillvalue=1):
        entry = _entry(path, line, given)
        if entry.source in table:
            raise ContentError(path, line, f"{entry.source} is there twice")
        table[entry.source] = entry
    return table


def _entry_lines(source: str) -> list[int]:
    lines = enumerate(source.splitlines(), start=1)
    return [number for number, text in lines if text.startswith("[[redirect]]")]


def _entry(path: Path, line: int, given: object) -> Redirect:
    target: str | None = None
    match given:
        case {"from": str(source), "to": str(target), **rest} if not rest:
            pass
        case {"from": str(source), "gone": True, **rest} if not rest:
            pass
        case _:
            problem = 'an entry is from = "…" and either to = "…" or gone = true'
            raise ContentError(path, line, problem)
    for address in (source, target or "/"):
        if not re.fullmatch(r"/(?!/)[^?#\s]*", address):
            raise ContentError(path, line, f"{address} must be a path of this site")
    return Redirect(source.rstrip("/"), target, line)


def _check(app: Flask, entry: Redirect, table: Mapping[str, Redirect]) -> None:
    rule = _rule(app, entry.source or "/")
    if rule and not rule.arguments:
        raise ContentError(FILE, entry.line, f"{entry.source or '/'} is a page of this site")
    if entry.target is None:
        return
    if entry.target.rstrip("/") in table:
        # One step is enough for anybody, and a loop has no first step.
        raise ContentError(FILE, entry.line, f"{entry.target} is itself redirected or gone")
    if not _is_there(app, entry.target):
        raise ContentError(FILE, entry.line, f"{entry.target} is no page of this site")


def _rule(app: Flask, path: str) -> Rule | None:
    try:
        rule, _ = app.url_map.bind("localhost").match(path, method="GET", return_rule=True)
    except RequestRedirect as towards:
        return _rule(app, urlsplit(towards.new_url).path)
    except HTTPException:
        return None
    return rule


def _is_there(app: Flask, path: str) -> bool:
    rule = _rule(app, path)
    if rule is not None and rule.endpoint == "static":
        return (Path(str(app.static_folder)) / path.removeprefix("/static/")).is_file()
    return rule is not None


def _lead_on(response: Response) -> Response:
    if response.status_code != 404 or request.method not in ("GET", "HEAD"):
        return response
    table: dict[str, Redirect] = current_app.extensions["redirects"]
    entry = table.get(request.path.rstrip("/"))
    if entry is None:
        return response
    if entry.target is None:
        return current_app.make_response(current_app.handle_http_exception(Gone()))
    return current_app.make_response(redirect(entry.target, 301))
