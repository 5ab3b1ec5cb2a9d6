"""Opting out over HTTP. The answer is the same whether or not we know the person."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from frontdesk.core.limits import limit
from frontdesk.optout.actions import record_objection
from frontdesk.optout.forms import OptOutForm

blueprint = Blueprint("optout", __name__, url_prefix="/opt-out")


@blueprint.get("")
def ask() -> str:
    return render_template("optout/ask.html", form=OptOutForm())


@blueprint.post("")
@limit("opt-out", "20/hour")
def send() -> tuple[str, int] | Response:
    form = OptOutForm(request.form)
    if not form.validate():
        return render_template("optout/ask.html", form=form), 422
    # An objection is honoured even from what looks like a machine; only its source is marked.
    source = "form, looks automatic" if form.looks_automatic else "form"
    record_objection(
        form.email.data or "",
        form.phone.data or "",
        form.address.data or "",
        form.channels.data or (),
        source,
        form.nonce,
    )
    return redirect(url_for("optout.done"), 303)


@blueprint.get("/done")
def done() -> str:
    return render_template("optout/done.html")
