"""News over HTTP."""

from flask import Blueprint, abort, render_template

from frontdesk.core import pagecache
from frontdesk.core.markdown import render
from frontdesk.news import store

blueprint = Blueprint("news", __name__, url_prefix="/news")


@blueprint.get("/")
@pagecache.shared()
def index() -> str:
    return render_template("news/index.html", items=store.latest())


@blueprint.get("/<slug>")
@pagecache.shared()
def item(slug: str) -> str:
    found = store.by_slug(slug) or abort(404)
    return render_template("news/item.html", item=found, body=render(found.body))
