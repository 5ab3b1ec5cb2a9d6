"""What every page must be, read from its HTML alone."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from justhtml import JustHTML

# Attributes by which a page loads something. Links that a person follows are not among them.
LOADING = ("src", "srcset", "poster", "data", "background")
REFERRING = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage")
FIELDS = ("input", "select", "textarea")
UNLABELLED = ("hidden", "submit", "button", "reset", "image")


def parse(html: str) -> JustHTML:
    """The page as a browser reads it, with every error that the browser would forgive."""
    return JustHTML(html, sanitize=False, collect_errors=True)


def complaints(document: JustHTML, html: str, origin: str) -> list[str]:
    """Everything that is wrong with the page, in words; empty when it is sound."""
    elements = document.query("*")
    return [
        *_syntax(document, html),
        *_outline(document),
        *_ids(elements),
        *_labels(document, elements),
        *_inline_code(elements),
        *_outside(elements, origin),
    ]


def _syntax(document: JustHTML, html: str) -> Iterator[str]:
    lines = html.splitlines()
    for error in document.errors:
        line = lines[error.line - 1].strip() if error.line and error.line <= len(lines) else ""
        yield f"invalid HTML: {error.code} in line {error.line}: {line[:120]}"


def _outline(document: JustHTML) -> Iterator[str]:
    for name in ("title", "main", "h1"):
        found = document.query(f"head > {name}" if name == "title" else name)
        if len(found) != 1:
            yield f"it has {len(found)} <{name}> instead of one"
        elif not found[0].to_text().strip():
            yield f"its <{name}> is empty"
    if not any(html.attrs.get("lang") for html in document.query("html")):
        yield "it does not say its language"


def _ids(elements: list[Any]) -> Iterator[str]:
    counted = Counter(e.attrs["id"] for e in elements if "id" in e.attrs)
    for name, times in counted.items():
        if times > 1:
            yield f"the id {name!r} occurs {times} times"
    for element in elements:
        for attribute in REFERRING:
            for name in (element.attrs.get(attribute) or "").split():
                if name not in counted:
                    yield f"{attribute} points to {name!r}, which is not there"
        href = element.attrs.get("href") or ""
        if element.name == "a" and href.startswith("#") and href[1:] not in counted:
            yield f"a link leads to {href}, which is not there"


def _labels(document: JustHTML, elements: list[Any]) -> Iterator[str]:
    fields = [e for e in elements if e.name in FIELDS and e.attrs.get("type") not in UNLABELLED]
    ids = {field.attrs.get("id") for field in fields}
    labelled = {label.attrs.get("for") for label in document.query("label")}
    for target in labelled - {None} - ids:
        yield f"a label is for {target!r}, which is no field"
    wrapped = {id(field) for label in document.query("label") for field in label.query("*")}
    for field in fields:
        named = field.attrs.get("aria-label") or field.attrs.get("aria-labelledby")
        if not named and id(field) not in wrapped and field.attrs.get("id") not in labelled:
            yield f"the field {field.attrs.get('name')!r} has no label"
    for image in document.query("img"):
        if "alt" not in image.attrs:
            yield f"the image {image.attrs.get('src')!r} has no alt text"


def _inline_code(elements: list[Any]) -> Iterator[str]:
    for element in elements:
        if element.name == "style":
            yield "it has a <style> element"
        if element.name == "script" and not element.attrs.get("src"):
            yield from _data_block(element)
        for attribute in element.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{element.name}> has the attribute {attribute}"


def _data_block(script: Any) -> Iterator[str]:
    """Structured data is no code; any other script without an address is."""
    if script.attrs.get("type") != "application/ld+json":
        yield "it has an inline <script>"
        return
    try:
        data = json.loads(script.to_text())
    except ValueError:
        yield "its structured data is not JSON"
        return
    if data.get("@context") != "https://schema.org" or "@type" not in data:
        yield "its structured data does not say what it is"


def _outside(elements: list[Any], origin: str) -> Iterator[str]:
    for element in elements:
        for address in _loaded(element):
            parts = urlsplit(address)
            # Whether a page may hold a picture in its own address is for its content policy.
            inside = parts.scheme == "data" or not (parts.scheme or parts.netloc)
            if not inside and f"{parts.scheme}://{parts.netloc}" != origin:
                yield f"<{element.name}> loads {address} from elsewhere"


def _loaded(element: Any) -> Iterator[str]:
    for attribute in LOADING:
        if value := element.attrs.get(attribute):
            parts = value.split(",") if attribute == "srcset" else [value]
            yield from (part.split()[0] for part in parts if part.strip())
    if element.name not in ("a", "area") and element.attrs.get("href"):
        yield element.attrs["href"]


def text_of(html: str) -> str:
    """The page's visible words, with white space made single."""
    main = JustHTML(html, sanitize=False).query_one("main")
    return re.sub(r"\s+", " ", main.to_text(separator_blocks_only=True) if main else "").strip()
