"""What the editor asks for beside keeping a text: its looks, and the text of a Word file."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from frontdesk.core import clock
from frontdesk.core.markdown import TooLong
from frontdesk.news import actions, bodytext, reading, showing, wordfile
from frontdesk.news.content import Content
from frontdesk.news.forms import KEEP, StoryForm
from frontdesk.news.models import NewsItem
from frontdesk.staff.security import current_user, member, staff_only

blueprint = Blueprint("news_writing", __name__, url_prefix="/staff/news")

# Above the largest that is taken, so that whoever sends a larger one is told what to do.
LARGEST_UPLOAD = 4 * wordfile.LARGEST_FILE


@blueprint.url_value_preprocessor
def _let_files_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything reads the request; strangers stay within what every page takes."""
    if endpoint == "news_writing.import_word" and current_user.is_authenticated:
        request.max_content_length = LARGEST_UPLOAD


@blueprint.post("/preview")
@staff_only("author", "editor")
def preview() -> Response | tuple[Response, int]:
    """The page's article as visitors would see this content now: {"html": …}."""
    sent: Any = request.get_json(silent=True)
    values = sent.get("content") if isinstance(sent, dict) else None
    if not isinstance(values, dict) or not all(isinstance(v, list) for v in values.values()):
        abort(422)
    form = StoryForm(Content(), 0, [(KEEP, "")], values)
    form.validate()
    content = form.content()
    try:
        body = bodytext.html(content.body)
    except TooLong as wrong:
        return jsonify(error=str(wrong)), 422
    item = showing.fill(NewsItem(published_at=content.visible_from or clock.now()), content)
    return jsonify(html=render_template("news/_article.html", item=item, body=body))


@blueprint.get("/import")
@staff_only("author", "editor")
def ask_for_file() -> str:
    return render_template("news/import.html", problem=None)


@blueprint.post("/import")
@staff_only("author", "editor")
def import_word() -> AnyResponse | tuple[str, int]:
    """A new draft with the text of a Word document."""
    try:
        text = _text_of_file()
    except wordfile.NotAWordFile as problem:
        return render_template("news/import.html", problem=str(problem)), 422
    title = text.title[: reading.LONGEST_LINE] or _name_of_file()
    number = actions.create(member(), Content(title=title, body=text.body))
    if text.pictures:
        _say_what_is_left_out(text.pictures)
    return redirect(url_for("news_staff.page", story=number), 303)


def _text_of_file() -> wordfile.WordText:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise wordfile.NotAWordFile("Choose a Word document first.")
    return wordfile.read(file.stream)  # type: ignore[arg-type]


def _name_of_file() -> str:
    name = request.files["file"].filename or ""
    return " ".join(name.rpartition(".")[0].replace("_", " ").split())[:120]


def _say_what_is_left_out(pictures: int) -> None:
    counted = "One picture was" if pictures == 1 else f"{pictures} pictures were"
    flash(f"{counted} left out of the document. Please add them as pictures of this news.", "info")
