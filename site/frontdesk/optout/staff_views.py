"""The staff side: letters to the Data Protection Department, and whether somebody has objected."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from frontdesk.optout import actions, store
from frontdesk.optout.forms import AskForm, LetterForm
from frontdesk.staff.security import member, staff_only

optout_staff = Blueprint("optout_staff", __name__, url_prefix="/staff/opt-outs")

Page = str | tuple[str, int] | Response


@optout_staff.get("")
@staff_only("support")
def index() -> Page:
    return render_template("optout/letter.html", form=LetterForm())


@optout_staff.post("")
@staff_only("support")
def enter() -> Page:
    form = LetterForm()
    if not form.validate():
        return render_template("optout/letter.html", form=form), 422
    actions.enter_letter(
        member(), form.person, form.channels.data or (), form.came_on.data, form.nonce.data or ""
    )
    flash("The objection is recorded, and holds from now on.", "ok")
    return redirect(url_for("optout_staff.index"), 303)


@optout_staff.get("/ask")
@staff_only("support")
def ask() -> Page:
    return render_template("optout/asked.html", form=AskForm())


@optout_staff.post("/ask")
@staff_only("support")
def answer() -> Page:
    """Posted although it changes nothing, so that no address stands in a log or a history."""
    form = AskForm()
    if not form.validate():
        return render_template("optout/asked.html", form=form), 422
    closed = store.closed_channels(form.person.known_as)
    return render_template("optout/asked.html", form=form, asked=True, closed=closed)
