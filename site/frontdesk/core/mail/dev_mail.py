"""In development, without SMTP: the captured mails as pages, and a reply by their reader.

The reply is a real MIME mail with the header that a receiving server adds, and takes the same way
in as one read over IMAP; so an agreement by reply can be tried with `make run` alone.
"""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime, formataddr, make_msgid, parseaddr
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from frontdesk.core import clock
from frontdesk.core.mail import inbox
from frontdesk.core.mail.addresses import domain_of
from frontdesk.core.mail.reading import authserv_id
from frontdesk.settings import Settings

MOST_LISTED = 200
LONGEST_REPLY = 20_000

dev_mail = Blueprint("dev_mail", __name__)


@dataclass(frozen=True)
class Captured:
    """One mail as it would have left."""

    name: str
    at: datetime
    headers: tuple[tuple[str, str], ...]
    text: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    if not settings.production and settings.smtp_url is None:
        app.register_blueprint(dev_mail)


def captured() -> list[Captured]:
    """The captured mails, newest first."""
    files = [(path.stat().st_mtime_ns, path.name, path) for path in _folder().glob("*.eml")]
    newest = sorted(files, reverse=True)[:MOST_LISTED]
    return [_read(path) for _, _, path in newest]


def captured_mail(name: str) -> Captured | None:
    """The captured mail of this name."""
    path = _folder() / f"{name}.eml"
    # Only a name that this program gives: no path leads out of the folder.
    fits = re.fullmatch(r"[A-Za-z0-9@_-][A-Za-z0-9.@_-]*", name)
    return _read(path) if fits and path.is_file() else None


def _folder() -> Path:
    return _settings().instance_path / "mail"


def _read(path: Path) -> Captured:
    mail = email.message_from_bytes(path.read_bytes(), policy=default)
    body = mail.get_body(("plain",))
    return Captured(
        name=path.stem,
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        headers=tuple((name, str(value)) for name, value in mail.items()),
        text=body.get_content() if body else "",
    )


def linked(text: str) -> Markup:
    """The text, escaped, with its web addresses as links."""
    address = r"(https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    pieces = re.split(address, text)
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(piece) if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )


def reply_as_reader(mail: Captured, words: str) -> bytes:
    """The reply that the mail's reader would send, as our mail server would deliver it."""
    sender, to = mail.header("To"), mail.header("Reply-To") or mail.header("From")
    reply = EmailMessage()
    reply["Authentication-Results"] = (
        f"{authserv_id(_settings())}; dmarc=pass header.from={domain_of(parseaddr(sender)[1])}"
    )
    reply["From"], reply["To"] = formataddr(parseaddr(sender)), formataddr(parseaddr(to))
    reply["Subject"] = f"Re: {mail.header('Subject')}"
    reply["Date"] = format_datetime(clock.now())
    reply["Message-ID"] = make_msgid(domain="development.invalid")
    reply["In-Reply-To"] = mail.header("Message-ID")
    quoted = "\n".join(f"> {line}" for line in mail.text.splitlines())
    reply.set_content(f"{words}\n\nOn {mail.header('Date')}, {to} wrote:\n{quoted}\n")
    return reply.as_bytes()


@dev_mail.get("/dev/mail")
def index() -> str:
    return render_template("dev/mails.html", mails=captured())


@dev_mail.get("/dev/mail/<name>")
def show(name: str) -> str:
    mail = captured_mail(name) or abort(404)
    return render_template("dev/mail.html", mail=mail, text=linked(mail.text))


@dev_mail.post("/dev/mail/<name>/reply")
def reply(name: str) -> Response:
    mail = captured_mail(name) or abort(404)
    outcome = inbox.process(reply_as_reader(mail, request.form.get("reply", "")[:LONGEST_REPLY]))
    return redirect(
        url_for(".show", name=name, outcome=outcome.outcome, reason=outcome.reason), 303
    )


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
