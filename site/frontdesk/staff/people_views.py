"""The pages on which managers look after people, and the one on which somebody joins."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from frontdesk.core.limits import limit
from frontdesk.staff import people
from frontdesk.staff.accounts import AccountRefused
from frontdesk.staff.forms import InviteForm, JoinForm, RoleForm
from frontdesk.staff.member import MANAGER, Member
from frontdesk.staff.models import Staff
from frontdesk.staff.security import member, staff_only

people_pages = Blueprint("people", __name__, url_prefix="/staff/people")
joining = Blueprint("joining", __name__, url_prefix="/staff/join")

Page = str | tuple[str, int] | Response


@people_pages.get("")
@staff_only(MANAGER)
def index() -> Page:
    return _list(InviteForm())


@people_pages.post("")
@staff_only(MANAGER)
def invite() -> Page:
    form = InviteForm()
    if not form.validate():
        return _list(form), 422
    address = form.email.data or ""
    try:
        people.invite(member(), address, form.name.data or "", form.role.data)
    except AccountRefused as refused:
        form.email.errors = [str(refused)]
        return _list(form), 422
    flash(f"A link to join is on its way to {address}.", "ok")
    return redirect(url_for("people.index"), 303)


@people_pages.post("/invitations/<int:invitation>/send-again")
@staff_only(MANAGER)
def send_again(invitation: int) -> Page:
    people.send_again(member(), invitation)
    return redirect(url_for("people.index"), 303)


@people_pages.post("/invitations/<int:invitation>/withdraw")
@staff_only(MANAGER)
def withdraw(invitation: int) -> Page:
    people.withdraw(member(), invitation)
    return redirect(url_for("people.index"), 303)


@people_pages.get("/<int:person>")
@staff_only(MANAGER)
def page(person: int) -> Page:
    found = _found(person)
    return _person(found, RoleForm(role=next(iter(found.role_names), None)))


@people_pages.post("/<int:person>/role")
@staff_only(MANAGER)
def role(person: int) -> Page:
    found, form = _found(person), RoleForm()
    if not form.validate():
        return _person(found, form), 422
    return _act(person, lambda who, number: people.set_role(who, number, form.role.data))


@people_pages.post("/<int:person>/close")
@staff_only(MANAGER)
def close(person: int) -> Page:
    return _act(person, people.close)


@people_pages.post("/<int:person>/reopen")
@staff_only(MANAGER)
def reopen(person: int) -> Page:
    return _act(person, people.reopen)


@people_pages.post("/<int:person>/reset-two-step")
@staff_only(MANAGER)
def reset_second_step(person: int) -> Page:
    return _act(person, lambda who, number: people.reset_second_step(who.email, number))


@people_pages.post("/<int:person>/password-link")
@staff_only(MANAGER)
def password_link(person: int) -> Page:
    return _act(person, people.send_password_link)


@joining.get("/<token>")
def join(token: str) -> Page:
    found = people.invitation(token) or abort(410)
    return render_template("staff/join.html", invited=found, form=JoinForm(name=found.name))


@joining.post("/<token>")
@limit("join", "20/hour")
def joined(token: str) -> Page:
    found, form = people.invitation(token) or abort(410), JoinForm()
    if form.validate():
        try:
            people.join(token, form.name.data or "", form.password.data or "")
        except people.LinkDead:
            abort(410)
        except AccountRefused as refused:
            form.password.errors = [str(refused)]
        else:
            flash("Your password is set. Please sign in with it.", "ok")
            return redirect(url_for("security.login"), 303)
    return render_template("staff/join.html", invited=found, form=form), 422


def _act(person: int, action: Callable[[Member, int], None]) -> Page:
    _found(person)
    try:
        action(member(), person)
    except AccountRefused as refused:
        flash(str(refused), "warn")
    return redirect(url_for("people.page", person=person), 303)


def _found(person: int) -> Staff:
    return people.find(person) or abort(404)


def _list(form: InviteForm) -> str:
    return render_template(
        "staff/people.html",
        people=people.everybody(),
        invitations=people.invitations(),
        form=form,
    )


def _person(found: Staff, form: RoleForm) -> str:
    return render_template("staff/person.html", person=found, form=form)
