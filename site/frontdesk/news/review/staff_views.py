"""The staff side: links for people outside, made, shown once, and revoked."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from frontdesk.core import clock
from frontdesk.core.web import settings
from frontdesk.news.models import NewsStory
from frontdesk.news.review import actions, store
from frontdesk.news.review.forms import InviteForm
from frontdesk.staff.security import member, staff_only

review_staff = Blueprint("review_staff", __name__, url_prefix="/staff/news")

Page = str | tuple[str, int] | Response

# The token waits here for the next page, in the cookie of who made it: the database has its hash.
MADE = "preview_link"


@review_staff.get("/<int:story>/preview-links")
@staff_only("author", "editor")
def links(story: int) -> Page:
    return _page(_story(story), InviteForm())


@review_staff.post("/<int:story>/preview-links")
@staff_only("author", "editor")
def invite(story: int) -> Page:
    found, form = _story(story), InviteForm()
    if not form.validate():
        return _page(found, form), 422
    token = actions.invite(member(), story, form.name.data or "", form.days.data or 1)
    session[MADE] = [story, form.name.data, token]
    return _back(story)


@review_staff.post("/<int:story>/preview-links/<int:link>/revoke")
@staff_only("author", "editor")
def revoke(story: int, link: int) -> Page:
    _story(story)
    try:
        actions.revoke(member(), story, link)
    except actions.Closed:
        abort(404)
    return _back(story)


@review_staff.post("/<int:story>/remarks-read")
@staff_only("author", "editor")
def read(story: int) -> Page:
    """`newest` is the last remark that the page has shown."""
    _story(story)
    actions.mark_read(member(), story, request.form.get("newest", 0, type=int))
    return redirect(url_for("news_staff.page", story=story), 303)


def _story(story: int) -> NewsStory:
    return store.story(story) or abort(404)


def _page(story: NewsStory, form: InviteForm) -> str:
    return render_template(
        "news/review/links.html",
        story=story,
        form=form,
        links=store.links(story.id),
        now=clock.now(),
        made=_just_made(story.id),
    )


def _just_made(story: int) -> tuple[str, str] | None:
    """For whom a link was made a moment ago, and its address; told once."""
    if session.get(MADE, [None])[0] != story:
        return None
    _, name, token = session.pop(MADE)
    return name, settings().base_url + url_for("preview.page", token=token)


def _back(story: int) -> Response:
    return redirect(url_for("review_staff.links", story=story), 303)
