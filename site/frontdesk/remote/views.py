"""The customer's side of a session. Every change is a button of theirs; a link changes nothing."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from frontdesk.core.forms import PublicForm
from frontdesk.core.limits import limit
from frontdesk.core.web import also_allow, wants_json
from frontdesk.pages import policy as policies
from frontdesk.remote import actions, engines, page, relay, room, store
from frontdesk.remote.forms import AgreeForm, KeyForm, MoveForm
from frontdesk.remote.machine import Event, Party, Refused, State
from frontdesk.remote.models import RemoteSession
from frontdesk.support import store as support_store

remote = Blueprint("remote", __name__)

Page = str | Answer | tuple[str | Response, int]

MOVES = {
    "need-authority": Event.NEED_AUTHORITY,
    "have-authority": Event.HAVE_AUTHORITY,
    "decline": Event.DECLINE,
    "withdraw": Event.WITHDRAW,
    "request-key": Event.REQUEST_KEY,
}
CHOICES = {
    "documents-closed": Event.CLOSE_DOCUMENTS,
    "view-granted": Event.GRANT_VIEW,
    "view-declined": Event.DECLINE_VIEW,
}
NOT_CAPABLE = (
    "This browser cannot share a screen. Please open the link on a computer, in a current Chrome "
    "or Edge with JavaScript switched on. The key has not been used up."
)


@remote.get("/session/<token>")
def session_page(token: str) -> Page:
    return _page(_found(token), token)


@remote.get("/session/<token>/state")
def state(token: str) -> Page:
    """Whether there is anything newer than `v`: 204 when not."""
    version = page.version(_found(token))
    return ("", 204) if request.args.get("v") == version else jsonify(version=version)


@remote.post("/session/<token>/agree")
@limit("session", "120/hour")
def agree(token: str) -> Page:
    row = _found(token)
    form = AgreeForm(request.form)
    if row.on_site and not form.monitor.data:
        form.monitor.errors = []
    if not form.validate() or _monitor_missing(row, form):
        return _page(row, token, agree=form), 422  # type: ignore[return-value]
    method, evidence = "page", "Pressed “I agree” on the session's own page, opened from the mail"
    if row.fax_evidence:
        method = "fax"
        evidence = (
            f"Fax of {row.fax_received_on} signed by {row.fax_signed_by}: {row.fax_evidence}; "
            "confirmed on the session's own page, opened from the mail"
        )
    name, monitor = form.agreed_by.data or "", form.monitor.data or ""
    return _then(token, lambda: actions.agree(row.id, method, name, evidence, monitor))


@remote.post("/session/<token>/move/<name>")
@limit("session", "120/hour")
def move(token: str, name: str) -> Page:
    row = _found(token)
    event = MOVES.get(name) or abort(404)
    form = MoveForm(request.form)
    if not form.validate():
        return _page(row, token, refused=form), 422  # type: ignore[return-value]
    return _then(token, lambda: actions.customer_moves(row.id, event))


@remote.post("/session/<token>/start")
@limit("session-key", "60/hour")
def start(token: str) -> Page:
    row = _found(token)
    form = KeyForm(request.form)
    if not form.validate():
        return _key_refused(row, token, form, _first_error(form))
    engine = engines.available().get(row.engine) or engines.BrowserEngine()
    if engine.code == "browser" and form.capable.data != "yes":
        return _key_refused(row, token, form, NOT_CAPABLE)
    try:
        key, participant = actions.start(row.id, form.key.data or "", form.nonce)
    except actions.WrongKey as wrong:
        return _key_refused(_found(token), token, form, _tries(wrong.left))
    except Refused as refused:
        return _refused(token, refused)
    address = engine.join_address(key)
    if address:
        return redirect(address, 303)
    if wants_json():
        return jsonify(participant=participant, started_at=_stamp(_found(token).started_at))
    return redirect(url_for("remote.session_page", token=token), 303)


@remote.post("/session/<token>/permit")
def permit(token: str) -> Page:
    asked = _json()
    event = CHOICES.get(str(asked.get("choice"))) or abort(400)
    session_id = _found(token).id
    return _room(session_id, lambda: room.permit(session_id, _participant(asked), event))


@remote.post("/session/<token>/exchange")
def exchange(token: str) -> Page:
    return exchange_for(_found(token).id, Party.CUSTOMER)


@remote.post("/session/<token>/proof")
def proof(token: str) -> Page:
    return proof_for(_found(token).id, Party.CUSTOMER)


@remote.post("/session/<token>/end")
def end(token: str) -> Page:
    return end_for(_found(token).id, Party.CUSTOMER, url_for("remote.session_page", token=token))


@remote.post("/support/r/<token>/session-link")
@limit("session-link", "10/hour")
def link_again(token: str) -> Page:
    """Mail the session's link again: only a mail proves that the address is the customer's."""
    request_id = support_store.id_by_token(token)
    if request_id is None:
        abort(404)
    form, newest = MoveForm(request.form), store.of_request(request_id)[:1]
    if not form.validate():
        sent = "late"
    else:
        mailed = any(actions.send_link_again(row.id, form.nonce) for row in newest)
        sent = "link" if mailed else "over"
    return redirect(url_for("support.page", token=token, sent=sent), 303)


def exchange_for(session_id: int, party: Party) -> Page:
    """One side passes on what it has and hears what the other side passed on."""
    asked = _json()
    after = asked.get("after", 0)
    if not isinstance(after, int) or not 0 <= after <= store.LARGEST_NUMBER:
        abort(400)
    messages = _messages(asked)
    refused = _try_room(
        session_id, lambda: room.exchange(session_id, party, _participant(asked), messages)
    )
    if refused:
        return refused
    row = store.by_id(session_id) or abort(404)
    return jsonify(
        state=row.state,
        started_at=_stamp(row.started_at),
        now=_stamp(page.clock.now()),
        documents_closed=row.documents_closed_at is not None,
        view_granted=row.view_granted_at is not None,
        view_declined=row.view_declined_at is not None,
        ice=relay.servers(row),
        signals=[
            {"seq": s.id, "kind": s.kind, "data": relay.load(s.data)}
            for s in room.heard(session_id, party, after)
        ],
    )


def proof_for(session_id: int, party: Party) -> Page:
    asked = _json()
    names = (str(asked.get(name))[:50] for name in ("tls", "dtls", "srtp"))
    proof = room.Proof(*(re.sub(r"[^\x20-\x7e]", "?", name) for name in names))
    return _room(session_id, lambda: room.prove(session_id, party, _participant(asked), proof))


def end_for(session_id: int, party: Party, back: str) -> Page:
    """The end, from the room (JSON or a beacon) or from a button on the page."""
    participant = _participant(_json() if request.is_json else request.form)
    if not participant:
        if party == Party.CUSTOMER and not MoveForm(request.form).validate():
            abort(403)
        _unless_refused(lambda: room.end_elsewhere(session_id, party))
        return redirect(back, 303)
    return _room(session_id, lambda: room.end(session_id, party, participant))


def _page(
    row: RemoteSession,
    token: str,
    agree: AgreeForm | None = None,
    key: KeyForm | None = None,
    refused: MoveForm | None = None,
) -> Answer:
    engine, view = engines.available().get(row.engine), page.view(row)
    if agree is not None and view.state != State.PROPOSED:
        _loosen(agree)
    if key is not None and view.state != State.KEY_ISSUED:
        _loosen(key)
    answer = make_response(
        render_template(
            "remote/session.html",
            session=row,
            view=view,
            policy=policies.version(row.policy_version),
            token=token,
            agree=agree or AgreeForm(agreed_by=row.request.name),
            key=key or KeyForm(),
            refused=refused or agree or key,
        )
    )
    if isinstance(engine, engines.LinkEngine):
        parts = urlsplit(engine.address)
        also_allow(answer, "form-action", f"{parts.scheme}://{parts.netloc}")
    return answer


def _loosen(form: PublicForm) -> None:
    """The page no longer shows this form's fields, so what was wrong cannot lead to them."""
    messages = [str(field.errors[0]) for field in form if field.errors]
    for field in form:
        field.errors = ()
    form.form_errors = messages


def _found(token: str) -> RemoteSession:
    return store.by_token(token) or abort(404)


def _monitor_missing(row: RemoteSession, form: AgreeForm) -> bool:
    if row.on_site and not form.monitor.data:
        form.monitor.errors = ["Somebody of ours will be on site: please name who will watch."]
        return True
    return False


def _then(token: str, act: Callable[[], Any]) -> Page:
    _unless_refused(act)
    return redirect(url_for("remote.session_page", token=token), 303)


def _unless_refused(act: Callable[[], Any]) -> None:
    """A refusal needs no message of its own: the page that follows shows how things stand."""
    with suppress(Refused):
        act()


def _key_refused(row: RemoteSession, token: str, form: KeyForm, why: str) -> Page:
    if wants_json():
        return jsonify(error=why), 422
    form.key.errors = [why]
    answer = _page(row, token, key=form)
    answer.status_code = 422
    return answer


def _refused(token: str, refused: Refused) -> Page:
    if wants_json():
        return jsonify(error=str(refused)), 409
    return redirect(url_for("remote.session_page", token=token), 303)


def _first_error(form: KeyForm) -> str:
    return next(str(messages[0]) for messages in form.errors.values() if messages)


def _tries(left: int) -> str:
    if left == 0:
        return "That was the third wrong try, so this key is dead. Please request a new one."
    return f"That is not the key. You have {left} more {'try' if left == 1 else 'tries'}."


def _room(session_id: int, act: Callable[[], Any]) -> Page:
    return _try_room(session_id, act) or (jsonify({}), 200)


def _try_room(session_id: int, act: Callable[[], Any]) -> Page | None:
    """A refusal as the room's script reads it: the state as it is, and why."""
    try:
        act()
    except Refused as refused:
        row = store.by_id(session_id) or abort(404)
        # A window that is no part of the session must stop, whatever the session does.
        state = State.ENDED if isinstance(refused, room.NotInside) else page.view(row).state
        return jsonify(state=state, reason=str(refused)), 409
    return None


def _json() -> dict[str, Any]:
    try:
        asked = request.get_json(silent=True)
    except RecursionError:
        # An error page would read the same body once more, to see who is signed in.
        abort(make_response(jsonify(error="That is nested too deeply."), 400))
    return asked if isinstance(asked, dict) else abort(400)


def _participant(asked: Mapping[str, Any]) -> str:
    given = str(asked.get("participant", ""))
    # Half a character, which JSON can carry, cannot be hashed.
    return given if given.isascii() else "?"


def _messages(asked: dict[str, Any]) -> list[tuple[str, str]]:
    sent = asked.get("send", [])
    if (
        not isinstance(sent, list)
        or len(sent) > relay.MOST
        or not all(isinstance(message, dict) for message in sent)
    ):
        abort(400)
    return [(str(m.get("kind")), relay.dump(m.get("data"))) for m in sent]


def _stamp(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
