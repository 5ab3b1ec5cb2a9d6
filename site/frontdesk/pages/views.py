"""The pages over HTTP."""

from flask import Blueprint, Response, abort, current_app, render_template

from frontdesk.core import pagecache
from frontdesk.core.differences import Paragraph, differences
from frontdesk.core.sharepicture import share_picture
from frontdesk.pages import policy, products
from frontdesk.pages.statements import statement

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
@pagecache.shared()
def home() -> str:
    home = current_app.extensions["home"]
    return render_template("pages/home.html", home=home, products=products.products())


@blueprint.get("/products/", endpoint="products")
@pagecache.shared()
def all_products() -> str:
    return render_template("pages/products.html", products=products.products())


@blueprint.get("/products/<slug>")
@pagecache.shared()
def product(slug: str) -> str:
    found = products.by_slug(slug) or abort(404)
    return render_template("pages/product.html", product=found, products=products.products())


@blueprint.get("/products/<slug>/share.png")
@pagecache.shared()
def product_share(slug: str) -> Response:
    found = products.by_slug(slug) or abort(404)
    return Response(share_picture(found.name), mimetype="image/png")


@blueprint.get("/accessibility")
@pagecache.shared()
def accessibility() -> str:
    return render_template("pages/statement.html", statement=statement("accessibility"))


@blueprint.get("/analytics-notice")
@pagecache.shared()
def analytics_notice() -> str:
    return render_template("pages/statement.html", statement=statement("analytics-notice"))


@blueprint.get("/privacy")
@pagecache.shared()
def privacy() -> str:
    pagecache.until(policy.next_change())
    return render_template("pages/privacy.html", policy=policy.current())


@blueprint.get("/privacy/history")
@pagecache.shared()
def privacy_history() -> str:
    pagecache.until(policy.next_change())
    return render_template(
        "pages/privacy_history.html",
        current=policy.current(),
        versions=_with_differences(policy.history()),
        earlier=policy.earlier(),
    )


@blueprint.get("/privacy/<version>")
@pagecache.shared()
def privacy_version(version: str) -> str:
    pagecache.until(policy.next_change())
    found = policy.version(version) or abort(404)
    return render_template("pages/privacy.html", policy=found)


def _with_differences(
    versions: list[policy.Policy],
) -> list[tuple[policy.Policy, tuple[Paragraph, ...]]]:
    """Each version with what it changed in the one before; nothing for the first."""
    before = [version.text for version in versions[1:]] + [versions[-1].text]
    pairs = zip(versions, before, strict=True)
    return [(version, differences(old, version.text)) for version, old in pairs]


@blueprint.get("/share.png")
@pagecache.shared()
def share() -> Response:
    company = current_app.extensions["company"]
    return Response(share_picture(company.short_name), mimetype="image/png")
