"""News over HTTP."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, render_template, request, url_for

from frontdesk.core import clock, pagecache
from frontdesk.core.sharepicture import share_picture
from frontdesk.news import bodytext, feeds, keys, store, topics
from frontdesk.news.models import NewsItem
from frontdesk.news.states import State, item_state

blueprint = Blueprint("news", __name__, url_prefix="/news")


def latest(limit: int) -> Sequence[NewsItem]:
    """What a page of another feature shows of the news; the page is right until that changes."""
    pagecache.until(store.next_change())
    return store.latest(limit)


@blueprint.get("/")
@pagecache.shared("before")
def index() -> str:
    return _list_page(None)


@blueprint.get("/topics/<topic>")
@pagecache.shared("before")
def topic(topic: str) -> str:
    return _list_page(topics.by_slug(topic) or abort(404))


@blueprint.get("/<slug>")
@pagecache.shared()
def item(slug: str) -> str:
    pagecache.until(store.next_change())
    found = _shown(slug)
    return render_template(
        "news/item.html",
        item=found,
        body=bodytext.html(found.body),
        newer=store.newer_than(found),
        older=store.older_than(found),
    )


@blueprint.get("/<slug>/share.png")
@pagecache.shared()
def share(slug: str) -> Response:
    pagecache.until(store.next_change())
    return Response(share_picture(_shown(slug).title), mimetype="image/png")


@blueprint.get("/feed.atom")
@pagecache.shared()
def atom() -> Response:
    pagecache.until(store.next_change())
    return Response(feeds.atom(), mimetype="application/atom+xml")


@blueprint.get("/feed.json")
@pagecache.shared()
def json_feed() -> Response:
    pagecache.until(store.next_change())
    return Response(feeds.json_feed(), mimetype="application/feed+json")


def _shown(slug: str) -> NewsItem:
    """The item as visitors may see it now; one whose time is over says so, none is foretold."""
    found = store.by_slug(slug) or abort(404)
    state = item_state(found, clock.now())
    if state is State.EXPIRED:
        abort(Response(render_template("news/gone.html"), 410))
    return found if state is State.LIVE else abort(404)


def _list_page(about: topics.Topic | None) -> str:
    pagecache.until(store.next_change())
    before = _before()
    page = store.page(before, about.slug if about else None)
    if before and not page.items:
        abort(404)
    return render_template(
        "news/index.html",
        topic=about,
        page=page,
        page_path=_address(about, before),
        newer=_address(about, page.newer) if page.has_newer else None,
        older=_address(about, page.older) if page.older else None,
        later=before is not None,
    )


def _before() -> store.Key | None:
    if "before" not in request.args:
        return None
    try:
        return keys.read(request.args["before"])
    except keys.BadKey:
        abort(404)


def _address(about: topics.Topic | None, before: store.Key | None) -> str:
    """The path of a list page: of its first page without a key."""
    key = keys.written(before) if before else None
    if about:
        return url_for("news.topic", topic=about.slug, before=key)
    return url_for("news.index", before=key)
