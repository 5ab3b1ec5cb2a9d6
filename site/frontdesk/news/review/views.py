"""The outsider's side: a draft as visitors would see it, with a button and a field."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from frontdesk.core import clock
from frontdesk.core.limits import limit
from frontdesk.news import bodytext, showing
from frontdesk.news.models import NewsItem, NewsStory
from frontdesk.news.review import actions, store
from frontdesk.news.review.forms import AnswerForm, ApproveForm, CommentForm
from frontdesk.news.review.models import NewsReviewLink

preview = Blueprint("preview", __name__, url_prefix="/preview")

Page = str | tuple[str, int] | Response

CHANGED = "The text has changed since you opened this page. Please look at it again."
ENOUGH = "That is more than we can take here. Please telephone us."


@preview.get("/<token>")
def page(token: str) -> Page:
    link, story = _found(token)
    return _page(link, story, token)


@preview.post("/<token>/approve")
@limit("preview", "60/hour")
def approve(token: str) -> Page:
    link, story = _found(token)
    form = ApproveForm(request.form)
    if not form.validate():
        return _page(link, story, token, approving=form), 422
    try:
        actions.approve(link.id, form.seen, form.nonce)
    except actions.Changed:
        form.form_errors.append(CHANGED)
        return _page(link, story, token, approving=form), 422
    except actions.Enough:
        form.form_errors.append(ENOUGH)
        return _page(link, story, token, approving=form), 422
    except actions.Closed:
        abort(410)
    return redirect(url_for("preview.page", token=token), 303)


@preview.post("/<token>/comment")
@limit("preview", "60/hour")
def comment(token: str) -> Page:
    link, story = _found(token)
    form = CommentForm(request.form)
    if not form.validate():
        return _page(link, story, token, commenting=form), 422
    try:
        actions.comment(link.id, form.comment.data or "", form.nonce)
    except actions.Enough:
        form.form_errors.append(ENOUGH)
        return _page(link, story, token, commenting=form), 422
    except actions.Closed:
        abort(410)
    return redirect(url_for("preview.page", token=token), 303)


def _found(token: str) -> tuple[NewsReviewLink, NewsStory]:
    link = store.by_token(token) or abort(404)
    story = store.story(link.story_id)
    if story is None or not link.is_open(clock.now()):
        abort(410)
    return link, story


def _page(
    link: NewsReviewLink,
    story: NewsStory,
    token: str,
    approving: AnswerForm | None = None,
    commenting: CommentForm | None = None,
) -> str:
    content, said = story.content, store.said_by(link.id)
    current = actions.content_hash(content)
    return render_template(
        "news/review/preview.html",
        link=link,
        token=token,
        version=story.version,
        item=showing.fill(NewsItem(), content),
        body=bodytext.html(content.body),
        said=said,
        has_approved=any(each.approved and each.content_hash == current for each in said),
        approving=approving or ApproveForm(),
        commenting=commenting or CommentForm(),
        refused=approving or commenting or ApproveForm(),
    )
