"""The staff side: the lists of enquiries, and the page of one."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from frontdesk.core.tokens import tidy_reference
from frontdesk.enquiries import actions, store, wording
from frontdesk.enquiries.forms import product_names
from frontdesk.enquiries.models import Enquiry, State
from frontdesk.enquiries.store import Shelf
from frontdesk.staff.member import Member
from frontdesk.staff.security import member, staff_only

enquiries_staff = Blueprint("enquiries_staff", __name__, url_prefix="/staff/enquiries")

LARGEST_KEY = 2**31 - 1


@enquiries_staff.get("")
@staff_only("support")
def index() -> str:
    """One list, fifty at a time; `list` says which, and `before` is the key of the page above."""
    name = request.args.get("list", Shelf.NEW)
    if name not in list(Shelf):
        abort(404)
    before = request.args.get("before", type=int)
    found, onward = store.shelf(Shelf(name), min(before, LARGEST_KEY) if before else None)
    return render_template(
        "enquiries/list.html",
        shelf=Shelf(name),
        enquiries=found,
        onward=onward,
        before=before,
        counts={waiting: store.count(waiting) for waiting in (Shelf.NEW, Shelf.AUTOMATIC)},
        products=product_names(),
    )


@enquiries_staff.get("/find")
@staff_only("support")
def find() -> Response:
    reference = tidy_reference(request.args.get("reference", ""), actions.REFERENCE)
    if reference is None or store.by_reference(reference) is None:
        flash("No enquiry has that reference. Please check each letter.", "warn")
        return redirect(url_for("enquiries_staff.index"))
    return redirect(url_for("enquiries_staff.page", reference=reference))


@enquiries_staff.get("/<reference>")
@staff_only("support")
def page(reference: str) -> str:
    return render_template(
        "enquiries/enquiry.html",
        enquiry=_found(reference),
        products=product_names(),
        labels=wording.current().topics,
    )


@enquiries_staff.post("/<reference>/release")
@staff_only("support")
def release(reference: str) -> Response:
    return _act(reference, actions.release)


@enquiries_staff.post("/<reference>/answered")
@staff_only("support")
def answered(reference: str) -> Response:
    return _act(reference, _into(State.ANSWERED))


@enquiries_staff.post("/<reference>/close")
@staff_only("support")
def close(reference: str) -> Response:
    return _act(reference, _into(State.CLOSED))


@enquiries_staff.post("/<reference>/reopen")
@staff_only("support")
def reopen(reference: str) -> Response:
    return _act(reference, _into(State.NEW))


def _into(state: State) -> Callable[[Member, int], None]:
    return lambda who, enquiry_id: actions.move(who, enquiry_id, state)


def _act(reference: str, action: Callable[[Member, int], None]) -> Response:
    found = _found(reference)
    try:
        action(member(), found.id)
    except actions.NotNow as refused:
        flash(str(refused), "warn")
    return redirect(url_for("enquiries_staff.page", reference=reference), 303)


def _found(reference: str) -> Enquiry:
    return store.by_reference(reference) or abort(404)
