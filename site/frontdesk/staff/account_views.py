"""The page of one's own account: where one is signed in, passkeys, the app, the password."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_security import verify_and_update_password
from werkzeug.wrappers import Response

from frontdesk.core.limits import limit
from frontdesk.staff import people, sessions
from frontdesk.staff.accounts import AccountRefused
from frontdesk.staff.browsers import family
from frontdesk.staff.forms import PasswordForm
from frontdesk.staff.security import SESSION_KEY, current_user, member, staff_only

account = Blueprint("account", __name__, url_prefix="/staff/account")

Page = str | tuple[str, int] | Response


@account.get("")
@staff_only()
def index() -> Page:
    return _page(PasswordForm())


@account.post("/password")
@limit("password", "20/hour")
@staff_only()
def password() -> Page:
    form = PasswordForm()
    if form.validate():
        if not verify_and_update_password(form.present.data, current_user):
            form.present.errors = ["That is not your present password."]
        else:
            try:
                people.change_password(member(), form.password.data or "")
            except AccountRefused as refused:
                form.password.errors = [str(refused)]
            else:
                flash("Your password is changed.", "ok")
                return redirect(url_for("account.index"), 303)
    return _page(form), 422


@account.post("/sign-ins/<int:sign_in>/end")
@staff_only()
def end(sign_in: int) -> Page:
    sessions.end_one(current_user.id, current_user.email, sign_in)
    return redirect(url_for("account.index"), 303)


@account.post("/sign-ins/end-others")
@staff_only()
def end_others() -> Page:
    sessions.end_others(current_user.id, current_user.email, session[SESSION_KEY])
    return redirect(url_for("account.index"), 303)


def _page(form: PasswordForm) -> str:
    here = sessions.good(current_user.id, session.get(SESSION_KEY, ""))
    return render_template(
        "staff/account.html",
        form=form,
        sessions=sessions.of(current_user.id),
        here=here.id if here else None,
        device=_name_for_device(),
    )


def _name_for_device() -> str:
    """What a passkey of this browser might be called, unless one is."""
    name = family(request.user_agent.string)
    return "" if name in [passkey.name for passkey in current_user.webauthn] else name
