"""Opting out over HTTP. The answer is the same whether or not we know the person."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from frontdesk.core.limits import limit
from frontdesk.optout import links
from frontdesk.optout.actions import object_by_link, record_objection
from frontdesk.optout.forms import OptOutForm
from frontdesk.optout.models import CHANNELS

blueprint = Blueprint("optout", __name__, url_prefix="/opt-out")

Page = str | tuple[str, int] | Response


@blueprint.get("")
def ask() -> str:
    return render_template("optout/ask.html", form=OptOutForm())


@blueprint.post("")
@limit("opt-out", "20/hour")
def send() -> Page:
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


@blueprint.get("/<token>")
def link(token: str) -> Page:
    """Only asks: programs that look for danger in mails open every link."""
    if links.subject_in(token) is None:
        return render_template("optout/broken.html"), 404
    return render_template("optout/link.html", token=token)


@blueprint.post("/<token>")
def press(token: str) -> Page:
    """The button of a mail program (RFC 8058), or of our own page.

    The programs of large mail providers send many of these from few addresses, so no limit counts
    them; each needs a link that we have mailed, and doing it again changes nothing.
    """
    subject = links.subject_in(token)
    if subject is None:
        abort(404)
    if request.form.get("List-Unsubscribe") == "One-Click":
        object_by_link(subject, ("email",), "one click")
        return Response(
            "You will get no more marketing from us by e-mail.\n", mimetype="text/plain"
        )
    chosen = [channel for channel in CHANNELS if channel in request.form.getlist("channels")]
    object_by_link(subject, chosen, "link")
    return redirect(url_for("optout.done"), 303)
