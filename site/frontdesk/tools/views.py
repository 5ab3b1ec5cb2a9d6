"""The tools' one blueprint, and the list of what it offers."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, current_app, render_template

from frontdesk.core.metadata import PublicPage
from frontdesk.core.pagecache import shared
from frontdesk.core.sharepicture import share_picture
from frontdesk.tools.catalogue import TOOLS, Tool

blueprint = Blueprint("tools", __name__, url_prefix="/tools")


def offered() -> list[Tool]:
    """The tools that this site serves."""
    return [tool for tool in TOOLS if tool.endpoint in current_app.view_functions]


def public_pages() -> Iterator[PublicPage]:
    yield PublicPage("/tools/")
    yield from (PublicPage(tool.path) for tool in offered())


@blueprint.get("/")
@shared()
def index() -> str:
    return render_template("tools/index.html", tools=offered())


@blueprint.get("/<slug>/share.png")
@shared()
def share(slug: str) -> Response:
    """The tool's name in lights. It never shows what a visitor typed, since a picture that other
    sites show under the company's name must say only what the company says."""
    tool = next((tool for tool in TOOLS if tool.slug == slug), None) or abort(404)
    return Response(share_picture(tool.name), mimetype="image/png")
