"""The knowledge base over HTTP."""

from flask import Blueprint, Response, abort, render_template, request

from frontdesk.core import pagecache
from frontdesk.core.dotmatrix import picture, rows_of
from frontdesk.core.sharepicture import share_picture
from frontdesk.knowledge import store

blueprint = Blueprint("knowledge", __name__, url_prefix="/help")

# Dots beyond the word on each side: enough for the widest window.
SIGN = picture(rows_of("Help", 1), bleed=200)


@blueprint.get("/")
@pagecache.shared("group", "after")
def index() -> str:
    """Every group's first articles; with `group`, all of one group's, from `after` on."""
    key = request.args.get("group")
    if key is None:
        return render_template("knowledge/index.html", sign=SIGN, parts=store.beginnings())
    group = store.group(key) or abort(404)
    after = request.args.get("after")
    return render_template("knowledge/group.html", part=store.part(group, after), after=after)


@blueprint.get("/<slug>")
@pagecache.shared()
def article(slug: str) -> str:
    found = store.by_slug(slug) or abort(404)
    return render_template(
        "knowledge/article.html",
        article=found,
        group=store.group(found.group),
        related=store.related(found),
    )


@blueprint.get("/<slug>/share.png")
@pagecache.shared()
def share(slug: str) -> Response:
    found = store.by_slug(slug) or abort(404)
    return Response(share_picture(found.title), mimetype="image/png")
