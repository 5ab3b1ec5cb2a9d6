"""Public forms: no cookie, but proof that the form came from this site, once, from a person.

A form carries a signed token with a random number and the time of issue. Sent twice, it is acted on
once: the number's hash is claimed inside the action's own transaction. What looks automatic (a
filled trap field, or an answer faster than a person types) is marked, never dropped.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, abort, current_app, request
from itsdangerous import BadData, URLSafeSerializer
from wtforms import Form, StringField
from wtforms.fields import HiddenField
from wtforms.validators import ValidationError

from frontdesk.core import clock, pagecache

TOKEN_LIFE = timedelta(hours=24)
FASTEST_PERSON = timedelta(seconds=2)
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class FormToken:
    """What a returned form token says: `nonce` is secret, `issued_at` is when the page was made."""

    nonce: str
    issued_at: datetime


def init_app(app: Flask) -> None:
    app.before_request(_refuse_other_sites)
    app.jinja_env.globals.update(new_form_token=new_form_token)


def new_form_token() -> str:
    pagecache.keep_apart()
    return _serializer().dumps([secrets.token_hex(16), clock.now().timestamp()])


def read_token(text: str) -> FormToken | None:
    """The token's content, or None when it is not ours or too old."""
    try:
        nonce, issued = _serializer().loads(text)
        issued_at = datetime.fromtimestamp(issued, UTC)
    except (BadData, TypeError, ValueError, OverflowError):
        return None
    age = clock.now() - issued_at
    if not timedelta(0) <= age <= TOKEN_LIFE:
        return None
    return FormToken(str(nonce), issued_at)


class PublicForm(Form):
    """The base of every form on a public page. `form_token` and the trap field are written by the
    `guard` component; `fresh_token` is what the page must carry when it is shown again."""

    form_token = HiddenField()
    website = StringField("Leave this empty")

    token: FormToken | None = None

    def validate_form_token(self, field: HiddenField) -> None:
        self.token = read_token(field.data or "")
        if self.token is None:
            raise ValidationError(
                "This page had been open too long to send safely. What you wrote is still here: "
                "please send it again."
            )

    @property
    def nonce(self) -> str:
        assert self.token is not None  # noqa: S101  (only called after validate)
        return self.token.nonce

    @property
    def fresh_token(self) -> str:
        """The token that came in, while it is still good: a corrected form is the same form."""
        given = self.form_token.data or ""
        return given if read_token(given) else new_form_token()

    @property
    def looks_automatic(self) -> bool:
        if self.website.data:
            return True
        return self.token is not None and clock.now() - self.token.issued_at < FASTEST_PERSON


class PlainText:
    """A validator: characters that a person can see, and line breaks only where they belong.

    Flask-Mail and mail servers of every age treat odd separators as the end of a header.
    """

    def __init__(self, maximum: int, lines: bool = False) -> None:
        self.maximum = maximum
        self.lines = lines

    def __call__(self, form: Any, field: Any) -> None:
        value = field.data or ""
        if len(value) > self.maximum:
            raise ValidationError(
                f"Please use at most {self.maximum:,} characters; this has {len(value):,}."
            )
        allowed = "\n\t" if self.lines else ""
        if any(c == UNKNOWN or not (c.isprintable() or c in allowed) for c in value):
            raise ValidationError(
                "This contains a character that cannot be shown. Please type it again."
            )


def tidy(value: str | None) -> str:
    """A filter: white space at the ends goes, and line ends become one kind.

    No page may hold a NUL, not even one that shows it again to be put right, so the sign for an
    unknown character stands in for it.
    """
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", UNKNOWN).strip()


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="public-form")


def _refuse_other_sites() -> None:
    """A changing request must come from our own pages, as far as the browser tells."""
    if request.method in ("GET", "HEAD", "OPTIONS") or request.path.startswith("/opt-out/"):
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    ours = {current_app.extensions["settings"].origin, request.host_url.rstrip("/")}
    origin = request.headers.get("Origin")
    if origin is not None and origin not in ours:
        abort(403)
