"""Search over HTTP."""

from flask import Blueprint, render_template, request

from frontdesk.core.pagecache import shared_without_query
from frontdesk.search import store
from frontdesk.search.query import parse

blueprint = Blueprint("search", __name__)

KINDS = {"page": "Page", "product": "Product", "help": "Help", "news": "News"}


@blueprint.get("/search")
@shared_without_query
def results() -> str:
    query = parse(request.args.get("q", ""))
    found = store.find(query, request.args.get("after")) if query.parts else None
    meant = store.suggestion(query) if found and not (found.total and found.every_part) else None
    return render_template(
        "search/results.html", query=query, found=found, meant=meant, kinds=KINDS
    )
