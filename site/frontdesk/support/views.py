"""The customer's side: asking for support, and the private page of one request."""

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from frontdesk.core.limits import limit
from frontdesk.support import actions, panels, store
from frontdesk.support.forms import MessageForm, ReopenForm, SupportForm
from frontdesk.support.models import SupportRequest

support = Blueprint("support", __name__)

Page = str | tuple[str, int] | Redirect


@support.get("/support")
def ask() -> Page:
    return render_template("support/ask.html", form=SupportForm())


@support.post("/support")
@limit("support", "20/hour")
def send() -> Page:
    form = SupportForm(request.form)
    if not form.validate():
        return render_template("support/ask.html", form=form), 422
    token = actions.ask(form.question(), form.nonce, suspected=form.looks_automatic)
    return redirect(url_for("support.page", token=token), 303)


@support.get("/support/r/<token>")
def page(token: str) -> Page:
    return _page(_found(token), token, MessageForm())


@support.post("/support/r/<token>/message")
@limit("support-message", "60/hour")
def message(token: str) -> Page:
    found = _found(token)
    form = MessageForm(request.form)
    if not form.validate():
        return _page(found, token, form), 422
    actions.customer_writes(found.id, form.message.data or "", form.nonce)
    return redirect(url_for("support.page", token=token), 303)


@support.post("/support/r/<token>/reopen")
@limit("support-message", "60/hour")
def reopen(token: str) -> Page:
    found = _found(token)
    form = ReopenForm(request.form)
    if not form.validate():
        return _page(found, token, MessageForm(), form), 422
    actions.reopen(found.id, form.nonce)
    return redirect(url_for("support.page", token=token), 303)


@support.get("/support/r/<token>/state")
def state(token: str) -> Response | tuple[str, int]:
    """Whether there is anything newer than `v`: 204 when not. One indexed read."""
    version = store.version_by_token(token)
    if version is None:
        abort(404)
    if request.args.get("v") == str(version):
        return "", 204
    return jsonify(version=str(version))


def _found(token: str) -> SupportRequest:
    return store.by_token(token) or abort(404)


def _page(
    found: SupportRequest, token: str, form: MessageForm, reopening: ReopenForm | None = None
) -> str:
    return render_template(
        "support/request.html",
        request_=found,
        token=token,
        form=form,
        refused=reopening or form,
        entries=[entry for entry in found.entries if entry.shown],
        panels=panels.for_customer(found),
    )
