"""What a page says of itself to machines: its address, a picture for sharing, structured data."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app, request
from markupsafe import Markup

from frontdesk.core.content import Company


@dataclass(frozen=True)
class PublicPage:
    """A page for the site map; `changed` is None where no day is known."""

    path: str
    changed: datetime | None = None


PageSource = Callable[[], Iterable[PublicPage]]


def init_app(app: Flask) -> None:
    app.extensions["public_pages"] = []
    app.jinja_env.globals.update(
        canonical=canonical, structured=structured, crumbs_data=crumbs, organization=organization
    )


def offer_pages(app: Flask, source: PageSource) -> None:
    """Have the site map list what `source` yields, in its order."""
    app.extensions["public_pages"].append(source)


def public_pages() -> list[PublicPage]:
    """Every page that search engines may list, in the order in which the features offer them."""
    sources: list[PageSource] = current_app.extensions["public_pages"]
    return [page for source in sources for page in source()]


def is_offered(path: str) -> bool:
    """Whether search engines may list the page at this path: it is there, and for everybody."""
    sources: list[PageSource] = current_app.extensions["public_pages"]
    # The sources build addresses, which they can do nowhere but within a request.
    with current_app.test_request_context():
        return any(page.path == path for source in sources for page in source())


def canonical(path: str | None = None) -> str:
    """The one public address of a page: this one, without its query, unless `path` is given."""
    base: str = current_app.extensions["settings"].base_url
    return base + (request.path if path is None else path)


def structured(data: Mapping[str, Any]) -> Markup:
    """A schema.org thing as JSON-LD. It is data to a browser, so the content policy allows it."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    # Within a script element only "<" could end the data.
    safe = text.replace("<", "\\u003c")
    return Markup(f'<script type="application/ld+json">{safe}</script>')  # noqa: S704


def crumbs(trail: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """A BreadcrumbList of names and paths; the last, which is this page, needs no path."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": canonical(path)}
        for place, (name, path) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def organization() -> dict[str, Any]:
    """The company as an Organization, with the facts that are known and no others."""
    company: Company = current_app.extensions["company"]
    found: dict[str, Any] = {
        "@type": "Organization",
        "name": company.name,
        "url": canonical("/"),
        "logo": canonical("/share.png"),
        "description": company.description,
        "address": {"@type": "PostalAddress", "streetAddress": ", ".join(company.address)},
    }
    if company.phone:
        found["telephone"] = company.phone.dial
    if company.fax:
        found["faxNumber"] = company.fax.dial
    if company.sales_email:
        found["email"] = company.sales_email
    return found
