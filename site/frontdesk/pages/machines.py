"""What programs read: the site map, robots.txt and security.txt."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response, abort, current_app, render_template, url_for

from frontdesk.core import clock, pagecache
from frontdesk.core.metadata import PublicPage, canonical, public_pages
from frontdesk.pages import policy, statements
from frontdesk.pages.products import products

# sitemaps.org allows no more in one file.
MOST_ADDRESSES = 50_000
# RFC 9116 recommends less than a year; half of one leaves room for caches and copies.
SECURITY_CONTACT_HOLDS = timedelta(days=180)
# Forms that anybody may look for, whichever feature they belong to.
FORMS = ("enquiries.contact", "enquiries.quote", "support.ask", "optout.ask")

blueprint = Blueprint("machines", __name__)


@blueprint.get("/sitemap.xml")
@pagecache.shared()
def sitemap() -> Response:
    pages = _pages()
    if len(pages) <= MOST_ADDRESSES:
        return _xml("pages/sitemap.xml", pages=pages)
    parts = range(1, -(-len(pages) // MOST_ADDRESSES) + 1)
    return _xml("pages/sitemap_index.xml", parts=parts)


@blueprint.get("/sitemaps/<int:part>.xml")
@pagecache.shared()
def sitemap_part(part: int) -> Response:
    first = (part - 1) * MOST_ADDRESSES
    pages = _pages()[first : first + MOST_ADDRESSES] if part > 0 else []
    return _xml("pages/sitemap.xml", pages=pages) if pages else abort(404)


@blueprint.get("/robots.txt")
@pagecache.shared()
def robots() -> Response:
    # The prefixes alone tell nothing: what lies behind them needs a sign-in or a secret token.
    # Pages for development are not there for others, so they are not spoken of.
    private: set[str] = current_app.extensions["private_prefixes"]
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in sorted(private - {"/dev/"}))]
    return _text([*lines, "", f"Sitemap: {canonical('/sitemap.xml')}"])


@blueprint.get("/.well-known/security.txt")
@pagecache.shared()
def security() -> Response:
    """RFC 9116. Not found while there is no way to reach the company, which the RFC requires."""
    # Only the day counts, so that the text stays the same for a day.
    today = clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    pagecache.until(today + timedelta(days=1))
    expires = today + SECURITY_CONTACT_HOLDS
    return _text(
        [
            f"Contact: {_contact()}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: en",
            f"Canonical: {canonical('/.well-known/security.txt')}",
        ]
    )


def own_pages() -> Iterator[PublicPage]:
    """The pages of this feature, and the forms of others."""
    yield PublicPage(url_for("pages.home"))
    yield PublicPage(url_for("pages.products"))
    for product in products():
        yield PublicPage(url_for("pages.product", slug=product.slug))
    for endpoint in FORMS:
        if endpoint in current_app.view_functions:
            yield PublicPage(url_for(endpoint))
    yield from _policies()
    for name in statements.NAMES:
        day = datetime.combine(statements.statement(name).reviewed, time(), UTC)
        yield PublicPage(f"/{name}", day)


def _policies() -> Iterator[PublicPage]:
    yield PublicPage(url_for("pages.privacy"), _start(policy.current()))
    yield PublicPage(url_for("pages.privacy_history"))
    for version in policy.history():
        address = url_for("pages.privacy_version", version=version.version)
        yield PublicPage(address, _start(version))


def _start(version: policy.Policy) -> datetime:
    return datetime.combine(version.effective, time(), UTC)


def _pages() -> list[PublicPage]:
    """Every public page once, although two features may offer it."""
    return list({page.path: page for page in public_pages()}.values())


def _contact() -> str:
    company = current_app.extensions["company"]
    if "enquiries.contact" in current_app.view_functions:
        return canonical(url_for("enquiries.contact"))
    return f"tel:{company.phone.dial}" if company.phone else abort(404)


def _xml(template: str, **values: object) -> Response:
    return Response(render_template(template, **values), mimetype="application/xml")


def _text(lines: list[str]) -> Response:
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
