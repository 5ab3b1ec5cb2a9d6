"""Real mail servers for tests: an SMTP server that fills Maildirs, and Dovecot over them."""

import email
import itertools
import os
import re
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.services.ports import answers, free_port
from tests.services.programs import find
from tests.services.waiting import until

AUTHSERV_ID = "mx.site.example"
PASSWORD = "mailbox-password"
# Dovecot hands out no mail that belongs to root.
NOBODY = 65534

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Certificates:
    """A private authority: `ca_file` is for clients, `context` for a server."""

    ca_file: Path
    key_file: Path
    chain_file: Path
    context: ssl.SSLContext


def certificates(folder: Path, host: str = "127.0.0.1") -> Certificates:
    """A fresh authority, and a certificate for `host`."""
    authority = trustme.CA()
    issued = authority.issue_cert(host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued.configure_cert(context)
    name = next(_numbers)
    made = Certificates(
        folder / f"ca-{name}.pem", folder / f"key-{name}.pem", folder / f"chain-{name}.pem", context
    )
    authority.cert_pem.write_to_path(str(made.ca_file))
    issued.private_key_pem.write_to_path(str(made.key_file))
    for blob in issued.cert_chain_pems:
        blob.write_to_path(str(made.chain_file), append=True)
    return made


@dataclass(frozen=True)
class Accepted:
    """One mail that the server took, and over what line."""

    sender: str
    recipients: list[str]
    content: bytes
    tls: bool

    @property
    def mail(self) -> EmailMessage:
        found = email.message_from_bytes(self.content, policy=default)
        assert isinstance(found, EmailMessage)
        return found


@dataclass
class SmtpServer:
    """A running server. `refusals` gives the answer to a recipient, `at_data` to any mail;
    `before_accepting` is called when a mail is whole and its 250 not yet sent."""

    port: int
    scheme: str = "smtp"
    folder: Path | None = None
    accepted: list[Accepted] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    at_data: str | None = None
    connections: int = 0
    login: tuple[str, str] | None = None
    logins: list[tuple[str, str]] = field(default_factory=list)
    before_accepting: Callable[[], None] = lambda: None
    after_accepting: Callable[[], None] = lambda: None
    dmarc: str = "pass"

    @property
    def url(self) -> str:
        who = f"{self.login[0]}:{self.login[1]}@" if self.login else ""
        return f"{self.scheme}://{who}127.0.0.1:{self.port}"

    async def handle_RCPT(
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Session, envelope: Envelope) -> str:
        if self.at_data:
            return self.at_data
        content = envelope.content
        assert isinstance(content, bytes)
        tls = session.ssl is not None or self.scheme == "smtps"
        sender = envelope.mail_from or ""
        self.accepted.append(Accepted(sender, list(envelope.rcpt_tos), content, tls))
        if self.folder is not None:
            for recipient in envelope.rcpt_tos:
                deliver(self.folder, recipient, content, sender, self.dmarc)
        self.before_accepting()
        return "250 Accepted"

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given)
        return AuthResult(success=given == self.login, handled=False)


class _Smtp(SMTP):
    async def push(self, status: Any) -> None:
        await super().push(status)
        if status == "250 Accepted":
            self.event_handler.after_accepting()


class _Controller(Controller):
    def factory(self) -> SMTP:
        self.handler.connections += 1
        return _Smtp(self.handler, **self.SMTP_kwargs)


@contextmanager
def smtp_server(
    *,
    port: int | None = None,
    starttls: Certificates | None = None,
    implicit: Certificates | None = None,
    login: tuple[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[SmtpServer]:
    """An SMTP server on a loopback port; with `folder` it delivers into Maildirs there."""
    server = SmtpServer(port or free_port(), "smtps" if implicit else "smtp", folder, login=login)
    controller = _Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        ssl_context=implicit.context if implicit else None,
        tls_context=starttls.context if starttls else None,
        auth_required=login is not None,
        # With implicit TLS aiosmtpd does not know that the line is already a safe one.
        auth_require_tls=starttls is not None,
        authenticator=server.authenticate,
    )
    controller.start()
    server.connections = 0
    try:
        yield server
    finally:
        controller.stop()


def deliver(
    folder: Path, recipient: str, content: bytes, sender: str = "", dmarc: str = "pass"
) -> None:
    """Put a mail into the recipient's Maildir, with the headers that a receiving server adds."""
    mail = email.message_from_bytes(content)
    author = getaddresses([str(mail.get("From", ""))])[0][1]
    top = (
        f"Return-Path: <{sender}>\r\nDelivered-To: {recipient}\r\n"
        f"Authentication-Results: {AUTHSERV_ID};"
        f" dmarc={dmarc} header.from={author.rpartition('@')[2]}\r\n"
    )
    put(folder, recipient, top.encode() + content)


def put(folder: Path, recipient: str, raw: bytes) -> None:
    """Put exactly these bytes into the recipient's Maildir."""
    maildir = folder / re.split(r"[+@]", recipient)[0]
    for part in (maildir, *(maildir / name for name in ("cur", "new", "tmp"))):
        part.mkdir(parents=True, exist_ok=True)
        _give_away(part)
    name = f"{next(_numbers):06}.{os.getpid()}.test"
    (maildir / "tmp" / name).write_bytes(raw)
    _give_away(maildir / "tmp" / name)
    (maildir / "tmp" / name).rename(maildir / "new" / name)


def held(folder: Path, box: str, subfolder: str = "") -> list[bytes]:
    """The mails of a Maildir, or of one of its folders, in the order in which they came."""
    maildir = folder / box / (f".{subfolder}" if subfolder else "")
    files = [*(maildir / "new").glob("*"), *(maildir / "cur").glob("*")]
    return [path.read_bytes() for path in sorted(files, key=lambda path: path.name)]


def _give_away(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)


@dataclass(frozen=True)
class ImapServer:
    """A running Dovecot, where every user has the same password and the Maildir of that name."""

    port: int
    tls_port: int
    folder: Path

    def url(self, box: str, port: int | None = None) -> str:
        return f"imap://{box}:{PASSWORD}@127.0.0.1:{port or self.port}/INBOX"

    def tls_url(self, box: str) -> str:
        return self.url(box, self.tls_port).replace("imap://", "imaps://")


@contextmanager
def imap_server(tls: Certificates) -> Iterator[ImapServer]:
    """Dovecot on free loopback ports, over Maildirs in a folder of its own."""
    program = find("dovecot", package="dovecot-imapd")
    home = Path(tempfile.mkdtemp(prefix="frontdesk-dovecot-"))
    home.chmod(0o755)
    (home / "mail").mkdir()
    _give_away(home / "mail")
    server = ImapServer(free_port(), free_port(), home / "mail")
    (home / "dovecot.conf").write_text(_configuration(program, home, server, tls))
    process = subprocess.Popen([program, "-F", "-c", home / "dovecot.conf"])
    try:
        until(lambda: _ready(process, server, home), "Dovecot to start")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(home, ignore_errors=True)


def _ready(process: subprocess.Popen[bytes], server: ImapServer, home: Path) -> bool:
    log = home / "log"
    assert process.poll() is None, log.read_text() if log.exists() else "Dovecot did not start"
    return answers(server.port) and answers(server.tls_port)


def _configuration(program: Path, home: Path, server: ImapServer, tls: Certificates) -> str:
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    major, minor = (int(part) for part in version.stdout.split(".")[:2])
    particular = _since_2_4 if (major, minor) >= (2, 4) else _before_2_4
    return f"""{particular(home, tls)}
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
mail_uid = {NOBODY if os.geteuid() == 0 else os.geteuid()}
mail_gid = {NOBODY if os.geteuid() == 0 else os.getegid()}
first_valid_uid = 1
first_valid_gid = 1
{_unprivileged()}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  inet_listener imap {{
    port = {server.port}
  }}
  inet_listener imaps {{
    port = {server.tls_port}
    ssl = yes
  }}
}}
"""


def _before_2_4(home: Path, tls: Certificates) -> str:
    return f"""mail_location = maildir:{home}/mail/%n
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{tls.chain_file}
ssl_key = <{tls.key_file}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = home={home}/mail/%n
}}
"""


def _since_2_4(home: Path, tls: Certificates) -> str:
    return f"""dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
mail_driver = maildir
mail_path = {home}/mail/%{{user | username}}
auth_allow_cleartext = yes
ssl = yes
ssl_server_cert_file = {tls.chain_file}
ssl_server_key_file = {tls.key_file}
passdb static {{
  password = {PASSWORD}
}}
userdb static {{
  fields {{
    home = {home}/mail/%{{user | username}}
  }}
}}
"""


def _unprivileged() -> str:
    """Without root, Dovecot cannot give its processes other accounts or roots."""
    if os.geteuid() == 0:
        return ""
    account = Path(f"/proc/{os.getpid()}").owner()
    group = Path(f"/proc/{os.getpid()}").group()
    return f"""default_internal_user = {account}
default_login_user = {account}
default_internal_group = {group}
service imap-login {{
  chroot =
}}
service anvil {{
  chroot =
}}
"""
