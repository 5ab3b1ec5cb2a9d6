"""Sign-in by Flask-Security: argon2, TOTP and passkeys, throttled, audited.

Its cookie is the only one of the site and is confined to /staff, so no public page ever sees it.
"""

import base64
import functools
import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import (
    Flask,
    Request,
    Response,
    abort,
    after_this_request,
    current_app,
    flash,
    redirect,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import user_logged_out
from flask_security import (
    Security,
    SQLAlchemyUserDatastore,
    auth_required,
    current_user,
    logout_user,
)
from flask_security.signals import (
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    user_failed_authn,
    wan_deleted,
    wan_registered,
)
from flask_security.tf_plugin import tf_clean_session
from flask_wtf.csrf import CSRFProtect
from limits import parse
from werkzeug.wrappers import Response as Answer

from frontdesk.core import clock
from frontdesk.core.db import begin_write, db
from frontdesk.core.limits import spend
from frontdesk.core.tokens import new_token
from frontdesk.core.web import also_allow, wants_json
from frontdesk.settings import Settings
from frontdesk.staff import passkeys, sessions
from frontdesk.staff.browsers import family
from frontdesk.staff.member import Member
from frontdesk.staff.models import Passkey, Role, Staff

datastore = SQLAlchemyUserDatastore(db, Staff, Role, Passkey)
csrf = CSRFProtect()

# Where the browser's signed cookie holds the token of the sign-in.
SESSION_KEY = "sign_in"

PER_ADDRESS = parse("20/minute")
PER_ACCOUNT = parse("30/hour")
# What is open to whoever must set up a second step first.
SETTING_UP = {
    "account.index",
    "security.logout",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.wan_register",
    "security.wan_register_response",
}
NEEDS_SCRIPT = "Passkeys need JavaScript and a newer browser."


class StaffSessions(SecureCookieSessionInterface):
    """Outside /staff nobody has a session: Flask-Security looks at it on every page and finds it
    empty, and no public page has to say that it varies with a cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return super().open_session(app, request) if _for_staff(request) else self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if _for_staff(request):
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    app.config.update(_sessions(settings) | _passwords(settings) | _second_steps(settings))
    app.session_interface = StaffSessions()
    csrf.init_app(app)
    Security(
        app,
        datastore,
        register_blueprint=True,
        webauthn_util_cls=passkeys.Ceremony,
        wan_register_form=passkeys.AddForm,
        wan_register_response_form=passkeys.AddedForm,
        wan_signin_response_form=passkeys.UsedForm,
        wan_delete_form=passkeys.RemoveForm,
    )
    app.jinja_env.globals.update(may_open=may_open)
    app.before_request(_guard_staff)
    app.after_request(_allow_qr_code)
    app.after_request(_forget_on_device)
    user_authenticated.connect(_begin_session, app)
    user_failed_authn.connect(_count_failure, app)
    user_logged_out.connect(_end_session, app)
    tf_profile_changed.connect(_second_step_changed, app)
    tf_disabled.connect(_second_step_changed, app)
    wan_registered.connect(_passkey_added, app)
    wan_deleted.connect(_passkey_removed, app)


def _sessions(settings: Settings) -> dict[str, Any]:
    """How a sign-in is held, and what forms carry against other sites."""
    return {
        "SESSION_COOKIE_NAME": "frontdesk_staff",
        "SESSION_COOKIE_PATH": "/staff",
        "REMEMBER_COOKIE_PATH": "/staff",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "SECURITY_DATETIME_FACTORY": clock.now,
        "SECURITY_FRESHNESS": timedelta(minutes=-1),
        "SECURITY_FLASH_MESSAGES": True,
        "SECURITY_MSG_UNAUTHENTICATED": ("Please sign in first.", "info"),
    }


def _passwords(settings: Settings) -> dict[str, Any]:
    """Where one signs in and out, and how passwords are kept."""
    return {
        "SECURITY_URL_PREFIX": "/staff",
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/staff/",
        "SECURITY_POST_LOGOUT_VIEW": "/staff/sign-in",
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": _derived(settings, "password"),
        "SECURITY_PASSWORD_SINGLE_HASH": False,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_SEND_REGISTER_EMAIL": False,
    }


def _second_steps(settings: Settings) -> dict[str, Any]:
    """Codes from an app, and passkeys."""
    return dict(
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TWO_FACTOR_SETUP_URL="/two-step",
        SECURITY_TWO_FACTOR_POST_SETUP_VIEW="/staff/account",
        SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL="/two-step-code",  # noqa: S106  (an address)
        SECURITY_TWO_FACTOR_RESCUE_EMAIL=False,
        SECURITY_TOTP_SECRETS={"1": _derived(settings, "totp")},
        SECURITY_TOTP_ISSUER="Frontdesk",
        SECURITY_TWO_FACTOR_IMPLEMENTATIONS={
            "code": "flask_security.twofactor.CodeTfPlugin",
            "webauthn": "frontdesk.staff.passkeys.PasskeyStep",
        },
        SECURITY_WEBAUTHN=True,
        SECURITY_WAN_RP_NAME="Frontdesk",
        SECURITY_WAN_REGISTER_URL="/passkeys",
        SECURITY_WAN_DELETE_URL="/passkeys/remove",
        SECURITY_WAN_SIGNIN_URL="/passkey",
        SECURITY_WAN_POST_REGISTER_VIEW="/staff/account",
        SECURITY_WAN_ALLOW_USER_HINTS=False,
        SECURITY_WAN_REGISTER_WITHIN=timedelta(minutes=5),
        SECURITY_WAN_SIGNIN_WITHIN=timedelta(minutes=5),
        **{f"SECURITY_MSG_{name}": message for name, message in passkeys.MESSAGES.items()},
    )


def staff_only(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A view for signed-in staff; with `roles`, for those who have one of them, and managers.

    A role brings no other with it: a view for authors and editors names both.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if roles and not member().may(*roles):
                abort(403)
            return view(*args, **kwargs)

        guarded.staff_roles = roles  # type: ignore[attr-defined]
        return auth_required("session")(guarded)

    return decorate


def may_open(endpoint: str) -> bool:
    """Whether a page is there and is for whoever is signed in, so that it may be offered."""
    view = current_app.view_functions.get(endpoint)
    roles = getattr(view, "staff_roles", None)
    return view is not None and (not roles or member().may(*roles))


def member() -> Member:
    """Whoever is signed in, as actions want to know them."""
    roles = frozenset(role.name for role in current_user.roles)
    return Member(current_user.id, current_user.email, current_user.name, roles)


def _for_staff(request: Request) -> bool:
    return request.path.startswith("/staff")


def _guard_staff() -> Answer | None:
    if not _for_staff(request):
        return None
    changing = request.method not in ("GET", "HEAD", "OPTIONS")
    if changing:
        if wants_json() and not _may_be_signed_out():
            # A script can ask for the sign-in in place; a page would be sent there.
            abort(401)
        csrf.protect()
        _throttle()
    _check_session(changing)
    if current_user.is_authenticated and _must_wait():
        return redirect(url_for("account.index"), 303)
    if changing and (request.endpoint or "").startswith(("security.two_factor", "security.wan_")):
        # These views of Flask-Security read the account and then write it.
        begin_write()
    return _guard_passkeys(changing)


def _must_wait() -> bool:
    return request.endpoint not in SETTING_UP and current_user.lacks_second_step


def _guard_passkeys(changing: bool) -> Answer | None:
    """The passkeys' own page is the account's, and only a script can begin with one."""
    if changing and (request.endpoint or "").startswith("security.wan_signin"):
        # A passkey counts by itself, whatever password was given before.
        tf_clean_session()
    if request.endpoint == "security.wan_register" and current_user.is_authenticated:
        if not changing:
            return redirect(url_for("account.index"))
        if not wants_json():
            flash(NEEDS_SCRIPT, "stop")
            return redirect(url_for("account.index"), 303)
    if request.endpoint == "security.wan_signin" and changing and not wants_json():
        flash(NEEDS_SCRIPT, "stop")
        return redirect(url_for("security.wan_signin"), 303)
    return None


def _throttle() -> None:
    if request.endpoint == "security.login":
        spend(PER_ADDRESS, "sign-in", request.remote_addr or "unknown")
        spend(PER_ACCOUNT, "sign-in-account", request.form.get("email", "").strip().lower()[:320])
    elif (request.endpoint or "").startswith("security.two_factor"):
        spend(PER_ADDRESS, "two-step", request.remote_addr or "unknown")
    elif (request.endpoint or "").startswith("security.wan_signin"):
        spend(PER_ADDRESS, "passkey", request.remote_addr or "unknown")


def _check_session(changing: bool) -> None:
    """Whoever's sign-in was ended is a stranger from the next request on."""
    if not current_user.is_authenticated:
        return
    row = sessions.good(current_user.id, session.get(SESSION_KEY, ""))
    if row is None:
        session.clear()
        logout_user()
    elif changing and sessions.is_stale(row):
        sessions.touch(row.id)


def _may_be_signed_out() -> bool:
    return (request.endpoint or "").startswith("security.") or current_user.is_authenticated


def _forget_on_device(response: Response) -> Response:
    """Whoever signs out leaves behind none of the texts that the editor keeps until saved."""
    if request.endpoint == "security.logout":
        response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _allow_qr_code(response: Response) -> Response:
    # Flask-Security hands the code to scan over as a picture inside the page's own address.
    if request.endpoint == "security.two_factor_setup":
        also_allow(response, "img-src", "data:")
    return response


def _begin_session(_app: Flask, user: Staff, **_extra: Any) -> None:
    """Note the sign-in in a transaction of its own, once Flask-Security is done.

    On SQLite a transaction that began by reading the account cannot write any more when the
    worker has written meanwhile, and checking a password takes long enough for that.
    """
    number, token = user.id, new_token()
    session[SESSION_KEY] = token

    @after_this_request
    def note(response: Response) -> Response:
        db.session.commit()
        sessions.begin(number, token, family(request.user_agent.string))
        return response


def _count_failure(_app: Flask, user: Staff, **_extra: Any) -> None:
    email = user.email

    @after_this_request
    def count(response: Response) -> Response:
        db.session.commit()
        sessions.count_failure(email)
        return response


def _end_session(_app: Flask, **_extra: Any) -> None:
    """Signing out ends the row too, so that a copied cookie is worth nothing."""
    token = session.pop(SESSION_KEY, None)
    if token and request.method == "POST":
        sessions.end(token)


def _second_step_changed(_app: Flask, user: Staff, **extra: Any) -> None:
    on = "method" in extra
    number = user.id

    @after_this_request
    def tell(response: Response) -> Response:
        db.session.commit()
        sessions.second_step_changed(number, on)
        return response


def _passkey_added(_app: Flask, user: Staff, name: str, **_extra: Any) -> None:
    _tell_of_passkey(user, "added", name)


def _passkey_removed(_app: Flask, user: Staff, name: str, **_extra: Any) -> None:
    _tell_of_passkey(user, "removed", name)


def _tell_of_passkey(user: Staff, what: str, name: str) -> None:
    number = user.id

    @after_this_request
    def tell(response: Response) -> Response:
        db.session.commit()
        sessions.passkey_changed(number, what, name)
        return response


def _derived(settings: Settings, purpose: str) -> str:
    """A separate secret for each purpose, so that none can stand in for another."""
    digest = hashlib.sha256(f"{purpose}:{settings.secret_key}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()
