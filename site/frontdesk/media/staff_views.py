"""The staff side of pictures: the library, adding one, the page of one, choosing among them."""

import re
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from frontdesk.core.darkroom import Busy
from frontdesk.core.imaging import PictureRefused
from frontdesk.core.web import wants_json
from frontdesk.media import actions, store, uses
from frontdesk.media.forms import DescribeForm
from frontdesk.media.models import MediaPicture
from frontdesk.staff.security import current_user, member, staff_only

media_staff = Blueprint("media_staff", __name__, url_prefix="/staff/media")

ROLES = ("author", "editor")
LARGEST = 25 * 1024 * 1024
LARGEST_KEY = 2**31 - 1
# What is read and thrown away of a request that is too long, so that its answer can be seen.
MOST_DRAINED = 80 * 1024 * 1024
# A page of the staff side, which an answer may lead back to.
BACK = re.compile(r"(?!.*//)/staff/[\w/-]*(#[\w-]+)?", re.ASCII)

NO_FILE = "Choose a picture first."
TOO_LONG = "That file was not kept: it has more than 25 MB. Save it smaller and add that."
BUSY = "Other pictures are being opened just now. Please try again in a minute."

Answer = str | Response | tuple[str | Response, int]


@media_staff.url_value_preprocessor
def allow_pictures(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Only who has signed in may send this much, and only here."""
    if endpoint == "media_staff.upload" and _may_add():
        request.max_content_length = LARGEST


@media_staff.errorhandler(RequestEntityTooLarge)
def too_long(_error: RequestEntityTooLarge) -> Answer:
    if not _may_add():
        return Response(TOO_LONG, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, mimetype="text/plain")
    _drain()
    return _refused(TOO_LONG, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@media_staff.get("")
@staff_only(*ROLES)
def library() -> str:
    return _library()


@media_staff.post("")
@staff_only(*ROLES)
def upload() -> Answer:
    """Keep one picture, the file `picture`; then to its page, or back to where it was added."""
    file = request.files.get("picture")
    if file is None or not file.filename:
        return _refused(NO_FILE, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "source"
            file.save(source)
            added = actions.add(member(), source, file.filename)
    except PictureRefused as refused:
        message = f"That file was not kept: {refused}."
        return _refused(message, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Busy:
        return _refused(BUSY, HTTPStatus.SERVICE_UNAVAILABLE)
    return _welcomed(added)


@media_staff.get("/picker")
@staff_only(*ROLES)
def picker() -> Response:
    """A part of a page: pictures to choose from, the newest first."""
    found, onward = store.newest(_before())
    name = request.args.get("name", "lead_picture")
    kind = "checkbox" if request.args.get("several") else "radio"
    part = render_template("media/picker.html", pictures=found, onward=onward, name=name, kind=kind)
    return Response(part, mimetype="text/html", headers={"X-Part-Of-Page": "1"})


@media_staff.get("/<int:picture>")
@staff_only(*ROLES)
def page(picture: int) -> str:
    found = _found(picture)
    return _page(found, DescribeForm.of(found))


@media_staff.post("/<int:picture>")
@staff_only(*ROLES)
def describe(picture: int) -> Answer:
    found, form = _found(picture), DescribeForm()
    if not form.validate():
        return _not_described(found, form)
    try:
        actions.describe(member(), picture, form.said)
    except actions.BadAlt as wrong:
        form.alt.errors = [str(wrong)]
        return _not_described(_found(picture), form)
    except actions.Gone:
        abort(404)
    if wants_json():
        return jsonify(_told(_found(picture)))
    flash("Saved.", "ok")
    return redirect(_back() or url_for("media_staff.page", picture=picture), HTTPStatus.SEE_OTHER)


@media_staff.post("/<int:picture>/delete")
@staff_only(*ROLES)
def delete(picture: int) -> Answer:
    try:
        actions.delete(member(), picture)
    except actions.InUse:
        flash("This picture is still shown: take it out of the places below first.", "warn")
        return redirect(url_for("media_staff.page", picture=picture), HTTPStatus.SEE_OTHER)
    except actions.Gone:
        abort(404)
    flash("The picture is deleted.", "ok")
    return redirect(url_for("media_staff.library"), HTTPStatus.SEE_OTHER)


@media_staff.get("/<int:picture>/state")
@staff_only(*ROLES)
def state(picture: int) -> Response:
    """How far the worker has come with the picture."""
    return jsonify(_told(_found(picture)))


def _may_add() -> bool:
    return current_user.is_authenticated and member().may(*ROLES)


def _library(wrong: str = "") -> str:
    found, onward = store.newest(_before())
    return render_template(
        "media/library.html", pictures=found, onward=onward, before=_before(), wrong=wrong
    )


def _page(found: MediaPicture, form: DescribeForm) -> str:
    places = uses.of(found.digest)
    return render_template(
        "media/picture.html", picture=found, form=form, uses=places, back=_back()
    )


def _not_described(found: MediaPicture, form: DescribeForm) -> Answer:
    if wants_json():
        words = next(iter(form.errors.values()))[0]
        return jsonify(error=words), HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY


def _welcomed(added: actions.Added) -> Answer:
    found = _found(added.id)
    note = " ".join(
        part
        for part in ("That picture was here already." if added.before else "", added.note)
        if part
    )
    if wants_json():
        return jsonify({**_told(found), "note": note}), HTTPStatus.CREATED
    if note:
        flash(note, "info")
    address = url_for("media_staff.page", picture=found.id, back=_back() or None)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _refused(message: str, status: int) -> Answer:
    if wants_json():
        return jsonify(error=message), status
    return _library(message), status


def _told(found: MediaPicture) -> dict[str, Any]:
    return {
        "id": found.id,
        "picture": found.digest,
        "name": found.file_name,
        "page": url_for("media_staff.page", picture=found.id),
        "state": found.state,
        "reason": found.reason,
        "made": found.made,
        "wanted": found.wanted,
        "thumbnail": found.thumbnail,
        "address": found.picture.fallback,
        "alt": found.alt,
        "decorative": found.decorative,
        "caption": found.caption,
        "across": round(found.focal_x * 100),
        "down": round(found.focal_y * 100),
        "width": found.width,
        "height": found.height,
    }


def _drain() -> None:
    """Take in what was sent: a browser that is still sending does not listen for an answer."""
    stream, left = request.environ["wsgi.input"], MOST_DRAINED
    while left > 0 and (part := stream.read(min(left, 1024 * 1024))):
        left -= len(part)


def _before() -> int | None:
    before = request.args.get("before", type=int)
    return min(before, LARGEST_KEY) if before else None


def _back() -> str:
    """Where the person came from and wants to return to, if that is a page of the staff side."""
    back = request.values.get("back", "")
    return back if BACK.fullmatch(back) else ""


def _found(picture: int) -> MediaPicture:
    if picture > LARGEST_KEY:
        abort(404)
    return store.by_id(picture) or abort(404)
