"""The representative's side of a session. Nothing here can agree, request a key, or start."""

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from frontdesk.remote import actions, machine, page, panel, room, store
from frontdesk.remote.actions import Scope
from frontdesk.remote.engines import BadKey
from frontdesk.remote.forms import FaxForm, KeyEntryForm
from frontdesk.remote.machine import Party, Refused, State
from frontdesk.remote.models import RemoteSession
from frontdesk.remote.views import Page, end_for, exchange_for, proof_for
from frontdesk.staff.security import current_user, member, staff_only
from frontdesk.support import store as support_store
from frontdesk.support.forms import ActForm

remote_staff = Blueprint("remote_staff", __name__, url_prefix="/staff")


@remote_staff.post("/support/<reference>/propose")
@staff_only("support")
def propose(reference: str) -> Page:
    found = support_store.by_reference(reference) or abort(404)
    form = panel.propose_form()
    if not form.validate():
        for messages in form.errors.values():
            flash(str(messages[0]), "warn")
        return _back(reference)
    chosen = form.scope.data or []
    scope = Scope("view" in chosen, "control" in chosen, "files" in chosen)
    try:
        number = actions.propose(
            member(), found.id, scope, form.engine.data or "browser", bool(form.on_site.data)
        )
    except Refused as refused:
        flash(str(refused), "warn")
        return _back(reference)
    return redirect(url_for("remote_staff.session_page", session_id=number), 303)


@remote_staff.get("/sessions/<int:session_id>")
@staff_only("support")
def session_page(session_id: int) -> Page:
    return _page(_found(session_id), FaxForm(formdata=None), KeyEntryForm(formdata=None))


@remote_staff.get("/sessions/<int:session_id>/state")
@staff_only("support")
def state(session_id: int) -> Page:
    version = page.version(_found(session_id))
    return ("", 204) if request.args.get("v") == version else jsonify(version=version)


@remote_staff.post("/sessions/<int:session_id>/fax")
@staff_only("support")
def fax(session_id: int) -> Page:
    row, form = _found(session_id), FaxForm()
    state = page.view(row).state
    if state not in actions.TAKES_FAX:
        flash(machine.WORDS[state], "warn")
        return _to_session(session_id)
    if not form.validate():
        return _page(row, form, KeyEntryForm(formdata=None)), 422  # type: ignore[return-value]
    day = form.received.data.isoformat() if form.received.data else ""
    try:
        actions.record_fax(
            member(), row.id, day, form.signed_by.data or "", form.evidence.data or ""
        )
    except Refused as refused:
        flash(str(refused), "warn")
    return _to_session(session_id)


@remote_staff.post("/sessions/<int:session_id>/withdraw")
@staff_only("support")
def withdraw(session_id: int) -> Page:
    try:
        actions.withdraw(member(), _found(session_id).id)
    except Refused as refused:
        flash(str(refused), "warn")
    return _to_session(session_id)


@remote_staff.post("/sessions/<int:session_id>/key")
@staff_only("support")
def key(session_id: int) -> Page:
    """Make the key. It goes to the representative's own browser alone, in a cookie that only this
    session's page gets back, so that the page survives a reload and the server keeps no key."""
    form = KeyEntryForm()
    if not form.validate():
        return _page(_found(session_id), FaxForm(formdata=None), form), 422  # type: ignore[return-value]
    try:
        words = actions.supply_key(member(), _found(session_id).id, form.key.data or "")
    except BadKey as bad:
        form.key.errors = [str(bad)]
        return _page(_found(session_id), FaxForm(formdata=None), form), 422  # type: ignore[return-value]
    except Refused as refused:
        flash(str(refused), "warn")
        return _to_session(session_id)
    answer = _to_session(session_id)
    answer.set_cookie(
        _cookie(session_id),
        words.replace(" ", "-"),
        max_age=page.view(_found(session_id)).seconds,
        path=url_for("remote_staff.session_page", session_id=session_id),
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return answer


@remote_staff.post("/sessions/<int:session_id>/join")
@staff_only("support")
def join(session_id: int) -> Page:
    try:
        participant = room.join(member(), _found(session_id).id)
    except Refused as refused:
        return jsonify(error=str(refused)), 409
    row = _found(session_id)
    started = row.started_at.isoformat() if row.started_at else None
    return jsonify(participant=participant, started_at=started)


@remote_staff.post("/sessions/<int:session_id>/exchange")
@staff_only("support")
def exchange(session_id: int) -> Page:
    return exchange_for(_found(session_id).id, Party.REPRESENTATIVE)


@remote_staff.post("/sessions/<int:session_id>/proof")
@staff_only("support")
def proof(session_id: int) -> Page:
    return proof_for(_found(session_id).id, Party.REPRESENTATIVE)


@remote_staff.post("/sessions/<int:session_id>/end")
@staff_only("support")
def end(session_id: int) -> Page:
    row = _found(session_id)
    if row.representative_id != current_user.id:
        flash(f"Only {row.representative_name} is named for this session.", "warn")
        return _to_session(session_id)
    back = url_for("remote_staff.session_page", session_id=session_id)
    return end_for(row.id, Party.REPRESENTATIVE, back)


def _page(row: RemoteSession, fax_form: FaxForm, key_form: KeyEntryForm) -> Response:
    view = page.view(row, Party.REPRESENTATIVE)
    words = request.cookies.get(_cookie(row.id), "").replace("-", " ")
    return make_response(
        render_template(
            "remote/desk.html",
            session=row,
            view=view,
            words=words if view.state == State.KEY_ISSUED else "",
            named=row.representative_id == current_user.id,
            fax=fax_form,
            entry=key_form,
            act=ActForm(),
        )
    )


def _cookie(session_id: int) -> str:
    return f"session_key_{session_id}"


def _found(session_id: int) -> RemoteSession:
    return store.by_id(session_id) or abort(404)


def _to_session(session_id: int) -> Response:
    return redirect(url_for("remote_staff.session_page", session_id=session_id), 303)


def _back(reference: str) -> Response:
    return redirect(url_for("support_staff.page", reference=reference), 303)
