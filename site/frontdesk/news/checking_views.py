"""What staff can do about the checklist."""

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from frontdesk.core.db import transaction
from frontdesk.news import linkcheck, stories
from frontdesk.news.checklist.links import outside_links
from frontdesk.staff.security import staff_only

checklist_staff = Blueprint("checklist_staff", __name__, url_prefix="/staff/news")


@checklist_staff.post("/<int:story>/try-links")
@staff_only("author", "editor")
def try_links(story: int) -> Response:
    """Have the worker try the story's outside links again, whatever it knows of them."""
    found = stories.by_id(story) or abort(404)
    with transaction() as session:
        linkcheck.again(session, outside_links(found.content.body))
    flash("The links are being tried again. Open this page anew in a minute.", "info")
    return redirect(url_for("news_staff.page", story=story), 303)
