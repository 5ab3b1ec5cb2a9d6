"""The line over which mail leaves: a verified SMTP connection, or files when none is configured."""

import contextlib
import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import Compat32
from email.utils import format_datetime, formataddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import flask_mail
from flask import current_app

from frontdesk.core import clock
from frontdesk.core.mail import marketing
from frontdesk.core.mail.addresses import ascii_domain, domain_of
from frontdesk.core.mail.headers import HeaderRefused, checked
from frontdesk.settings import Settings

TIMEOUT = 20

_TEXT = Charset("utf-8")
_TEXT.body_encoding = QP


class ConnectionFault(Exception):
    """The line itself failed: whatever is sent over it now would fail too."""


class Refused(Exception):
    """The server refused this one mail; `permanent` when trying again is of no use."""

    def __init__(self, reason: str, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


@dataclass(frozen=True)
class Letter:
    """One mail as it is sent, apart from any database session."""

    id: int
    message_id: str
    marketing: bool
    unsubscribe_url: str | None
    recipient: str
    reply_to: str | None
    in_reply_to: str | None
    subject: str
    text: str
    html: str
    attempts: int


class Line(Protocol):
    """An open way out. `post` raises Refused or ConnectionFault."""

    def post(self, letter: Letter) -> None: ...


class _WordsWhole(Compat32):
    """Folding cannot shorten a header of one long word: it would leave the first line empty, and
    some programs then find no link in it."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if any(c.isspace() for c in value):
            return super().fold_binary(name, value)
        return f"{name}: {value}{self.linesep}".encode()


class Message(flask_mail.Message):
    """A letter as Flask-Mail sends it: text and HTML as alternatives, in short lines."""

    def __init__(self, letter: Letter) -> None:
        settings, company = _settings(), current_app.extensions["company"]
        super().__init__(
            subject=letter.subject,
            recipients=[_to_ascii(letter.recipient)],
            sender=formataddr((checked("From", company.name), settings.mail_from)),
            body=letter.text,
            html=letter.html,
            reply_to=letter.reply_to,
        )
        self.letter = letter

    def _message(self) -> MIMEMultipart:
        mail = MIMEMultipart("alternative")
        for name, value in self._headers().items():
            ascii_only = checked(name, value).isascii()
            mail[name] = value if ascii_only else Header(value, "utf-8", header_name=name).encode()
        for subtype, text in (("plain", self.letter.text), ("html", self.letter.html)):
            part = MIMENonMultipart("text", subtype)
            part.set_payload(text, _TEXT)
            mail.attach(part)
        # The newer policies encode a Message-ID longer than a line, so that it threads nowhere.
        mail.policy = _WordsWhole(linesep="\r\n")
        return mail

    def _headers(self) -> dict[str, str]:
        headers = {
            "From": flask_mail.sanitize_address(self.sender),
            "To": _to_ascii(self.letter.recipient),
            "Subject": self.subject,
            "Date": format_datetime(clock.now()),
            "Message-ID": self.letter.message_id,
            "Auto-Submitted": "auto-generated",
        }
        if self.letter.reply_to:
            headers["Reply-To"] = self.letter.reply_to
        if self.letter.in_reply_to:
            headers["In-Reply-To"] = headers["References"] = self.letter.in_reply_to
        if self.letter.unsubscribe_url:
            headers |= marketing.headers(self.letter.unsubscribe_url)
        return headers


def _to_ascii(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


@contextmanager
def line() -> Iterator[Line]:
    """An open line for a batch of letters. Raises ConnectionFault when there is none to be had."""
    settings = _settings()
    if settings.smtp_url is None:
        with _faults():
            yield Files(settings.instance_path / "mail")
        return
    connection = Connection(settings, settings.smtp_url)
    with _faults(), connection:
        yield connection


class Connection(flask_mail.Connection):
    """Flask-Mail's connection, with certificates verified and a time-out, which it has not."""

    def __init__(self, settings: Settings, url: str) -> None:
        parts = urlsplit(url)
        secure, username = parts.scheme == "smtps", unquote(parts.username or "")
        plain_port = 587 if username else 25
        state = flask_mail.Mail().init_mail(
            {
                "MAIL_SERVER": parts.hostname or "127.0.0.1",
                "MAIL_PORT": parts.port or (465 if secure else plain_port),
                "MAIL_USERNAME": username or None,
                "MAIL_PASSWORD": unquote(parts.password or "") or None,
                "MAIL_USE_SSL": secure,
            }
        )
        super().__init__(state)  # type: ignore[arg-type]
        self.settings = settings

    def configure_host(self) -> smtplib.SMTP:
        context = tls_context(self.settings)
        # Without a name of its own, smtplib asks DNS for one, which can take a minute.
        server, port, own_name = (
            self.mail.server,
            self.mail.port,
            domain_of(self.settings.mail_from),
        )
        if self.mail.use_ssl:
            host: smtplib.SMTP = smtplib.SMTP_SSL(
                server, port, own_name, timeout=TIMEOUT, context=context
            )
        else:
            host = smtplib.SMTP(server, port, own_name, timeout=TIMEOUT)
        try:
            self._secure(host, context)
        except BaseException:
            host.close()
            raise
        return host

    def _secure(self, host: smtplib.SMTP, context: ssl.SSLContext) -> None:
        host.ehlo()
        if not self.mail.use_ssl and host.has_extn("starttls"):
            host.starttls(context=context)
            host.ehlo()
        elif not self.mail.use_ssl and self.mail.username:
            raise ConnectionFault("The server offers no STARTTLS; the password stays here.")
        if self.mail.username:
            host.login(self.mail.username, self.mail.password or "")

    def __exit__(self, *_error: object) -> None:
        if self.host is not None:
            # What was accepted is accepted; a line that breaks at goodbye changes nothing.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self.host.quit()

    def post(self, letter: Letter) -> None:
        try:
            self.send(Message(letter))
        except smtplib.SMTPRecipientsRefused as refused:
            code, reason = next(iter(refused.recipients.values()))
            raise _refusal(code, reason) from refused
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from refused
        except (HeaderRefused, UnicodeError, smtplib.SMTPNotSupportedError) as wrong:
            raise Refused(f"{type(wrong).__name__}: {wrong}", permanent=True) from wrong


def _refusal(code: int, reason: bytes | str) -> Refused | ConnectionFault:
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    said = f"{code} {' '.join(words.split())}"
    # 530 wants a password first, which is not about this mail.
    return ConnectionFault(said) if code == 530 else Refused(said, permanent=code >= 500)


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError) as fault:
        raise ConnectionFault(f"{type(fault).__name__}: {fault}") from fault


class Files:
    """The harmless twin of SMTP: each mail becomes a file that /dev/mail shows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def post(self, letter: Letter) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^A-Za-z0-9.@_-]", "_", letter.message_id.strip("<>"))
        handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(Message(letter).as_bytes())
        Path(temporary).replace(self.folder / f"{name}.eml")


def tls_context(settings: Settings) -> ssl.SSLContext:
    """Certificates are verified against the system's authorities and SMTP_CA_FILE."""
    context = ssl.create_default_context()
    if settings.smtp_ca_file:
        context.load_verify_locations(cafile=settings.smtp_ca_file)
    return context


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
