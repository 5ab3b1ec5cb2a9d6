"""The desk: the queue, and the page of one request."""

from collections.abc import Callable

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
from werkzeug.wrappers import Response as Redirect

from frontdesk.core.tokens import tidy_reference
from frontdesk.staff.member import Member
from frontdesk.staff.security import member, staff_only
from frontdesk.support import actions, panels, store
from frontdesk.support.forms import ActForm, CallForm, StaffTextForm
from frontdesk.support.models import Kind, Status, SupportRequest

support_staff = Blueprint("support_staff", __name__, url_prefix="/staff/support")

Page = str | tuple[str, int] | Redirect


@support_staff.get("")
@staff_only("support")
def queue() -> Page:
    columns = [(status, store.queue(status)) for status in Status if status != Status.CLOSED]
    return render_template(
        "support/queue.html",
        columns=columns,
        suspected=store.suspected(),
        version=store.queue_version(),
    )


@support_staff.get("/state")
@staff_only("support")
def queue_state() -> Response | tuple[str, int]:
    version = store.queue_version()
    return ("", 204) if request.args.get("v") == version else jsonify(version=version)


@support_staff.get("/find")
@staff_only("support")
def find() -> Page:
    reference = tidy_reference(request.args.get("reference", ""))
    if reference is None or store.by_reference(reference) is None:
        flash("No request has that reference. Please check each letter.", "warn")
        return redirect(url_for("support_staff.queue"))
    return redirect(url_for("support_staff.page", reference=reference))


@support_staff.get("/new")
@staff_only("support")
def new_call() -> Page:
    return render_template("support/call.html", form=CallForm())


@support_staff.post("/new")
@staff_only("support")
def log_call() -> Page:
    form = CallForm()
    if not form.validate():
        return render_template("support/call.html", form=form), 422
    announced = form.monitoring.data == "yes"
    reference = actions.log_call(member(), form.question(), announced, form.nonce.data or "")
    if reference is None:
        flash("This call has been logged already.", "info")
        return redirect(url_for("support_staff.queue"), 303)
    return redirect(url_for("support_staff.page", reference=reference), 303)


@support_staff.get("/<reference>")
@staff_only("support")
def page(reference: str) -> Page:
    return _page(_found(reference))


@support_staff.get("/<reference>/state")
@staff_only("support")
def state(reference: str) -> Response | tuple[str, int]:
    version = str(_found(reference).version)
    return ("", 204) if request.args.get("v") == version else jsonify(version=version)


@support_staff.post("/<reference>/reply")
@staff_only("support")
def reply(reference: str) -> Page:
    return _write(reference, "reply", actions.reply)


@support_staff.post("/<reference>/note")
@staff_only("support")
def note(reference: str) -> Page:
    return _write(reference, "note", actions.note)


@support_staff.post("/<reference>/talk-through")
@staff_only("support")
def talk_through(reference: str) -> Page:
    return _write(reference, "talk-through", actions.log_talk_through)


@support_staff.post("/<reference>/knowledge")
@staff_only("support")
def knowledge(reference: str) -> Page:
    return _write(reference, "knowledge", actions.log_knowledge)


@support_staff.post("/<reference>/resolve")
@staff_only("support")
def resolve(reference: str) -> Page:
    return _act(reference, actions.resolve)


@support_staff.post("/<reference>/release")
@staff_only("support")
def release(reference: str) -> Page:
    return _act(reference, actions.release)


def _write(reference: str, which: str, action: Callable[[Member, int, str, str], None]) -> Page:
    found = _found(reference)
    form = StaffTextForm(which)
    if not form.validate():
        return _page(found, {which: form}), 422
    try:
        action(member(), found.id, form.body.data or "", form.nonce.data or "")
    except actions.NotNow as refused:
        flash(str(refused), "warn")
        return _page(found, {which: form}), 422
    return redirect(url_for("support_staff.page", reference=reference), 303)


def _act(reference: str, action: Callable[[Member, int], None]) -> Page:
    found = _found(reference)
    try:
        action(member(), found.id)
    except actions.NotNow as refused:
        flash(str(refused), "warn")
    return redirect(url_for("support_staff.page", reference=reference), 303)


def _found(reference: str) -> SupportRequest:
    return store.by_reference(reference) or abort(404)


def _page(found: SupportRequest, tried: dict[str, StaffTextForm] | None = None) -> str:
    fresh = {kind: StaffTextForm(kind, formdata=None) for kind in StaffTextForm.LABELS}
    return render_template(
        "support/desk.html",
        request_=found,
        forms=fresh | (tried or {}),
        act=ActForm(),
        talked=store.latest_entry(found.id, Kind.TALK_THROUGH),
        looked=store.latest_entry(found.id, Kind.KNOWLEDGE),
        panels=panels.for_staff(found),
    )
