"""Whether an address of our own site leads to something that visitors may see."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from frontdesk.core import clock, metadata, redirects
from frontdesk.news import store
from frontdesk.news.states import State, item_state
from frontdesk.settings import Settings

NOWHERE = "there is no such page on this site."
PRIVATE = "visitors can't open this page."
# Pages with a name of their own that the site map leaves out.
UNLISTED = ("picture", "pages.privacy_version", "machines.sitemap_part")


def own_path(address: str) -> str | None:
    """The path on this site to which the address leads from a story, or None if it leads outside
    or to a place on the same page."""
    settings: Settings = current_app.extensions["settings"]
    here = f"{settings.base_url}/news/-"
    try:
        parts = urlsplit(urljoin(here, address))
    except ValueError:
        return None
    if (
        not address
        or address.startswith("#")
        or f"{parts.scheme}://{parts.netloc}" != settings.origin
    ):
        return None
    return unquote(parts.path) or "/"


def problem_of(path: str) -> str | None:
    """What is wrong with a link to this path, in words, or None."""
    if any(path.startswith(prefix) for prefix in current_app.extensions["private_prefixes"]):
        return PRIVATE
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    except RequestRedirect:
        return None
    except HTTPException:
        return None if redirects.leads_on(path) else NOWHERE
    return None if _is_there(endpoint, dict(values), path) else NOWHERE


def _is_there(endpoint: str, values: dict[str, object], path: str) -> bool:
    if not values or endpoint in UNLISTED:
        return True
    if endpoint == "static":
        return (Path(str(current_app.static_folder)) / str(values["filename"])).is_file()
    if endpoint == "news.item":
        return _is_news(str(values["slug"]))
    return metadata.is_offered(path)


def _is_news(slug: str) -> bool:
    """Whether visitors see the item, or will: two that go live together may name each other."""
    item = store.by_slug(slug)
    return item is not None and item_state(item, clock.now()) is not State.EXPIRED
