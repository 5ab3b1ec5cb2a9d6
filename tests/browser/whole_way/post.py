"""The post between the people of a session: a real SMTP server, real mailboxes, mail programs."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from pathlib import Path

from imap_tools import AND, MailBox
from imap_tools.message import MailMessage

from frontdesk.core import clock
from tests.services.mail import (
    AUTHSERV_ID,
    PASSWORD,
    Certificates,
    ImapServer,
    SmtpServer,
    certificates,
    imap_server,
    smtp_server,
)
from tests.services.waiting import until

HOST = "127.0.0.1"
REPLY_BOX = "support"


@dataclass(frozen=True)
class PostOffice:
    """Both servers, which prove themselves by one private authority."""

    smtp: SmtpServer
    imap: ImapServer
    certificate: Certificates

    @property
    def site_settings(self) -> dict[str, str]:
        """How the site reaches its post."""
        return {
            "SMTP_URL": self.smtp.url,
            "SMTP_CA_FILE": str(self.certificate.ca_file),
            "IMAP_URL": self.imap.tls_url(REPLY_BOX),
            "AUTHSERV_ID": AUTHSERV_ID,
            "MAIL_FROM": "frontdesk@site.example",
            "REPLY_ADDRESS": f"{REPLY_BOX}@site.example",
        }

    @property
    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate.ca_file))


@contextmanager
def post_office(folder: Path) -> Iterator[PostOffice]:
    """SMTP with STARTTLS, which adds Authentication-Results and fills the mailboxes of Dovecot."""
    certificate = certificates(folder)
    with (
        imap_server(certificate) as imap,
        smtp_server(starttls=certificate, folder=imap.folder) as smtp,
    ):
        yield PostOffice(smtp, imap, certificate)


@dataclass(frozen=True)
class MailProgram:
    """One person's mail program."""

    name: str
    address: str
    post: PostOffice

    def wait_for(self, subject: str) -> MailMessage:
        """The newest mail whose subject holds these words, as soon as there is one."""
        box, _, _ = self.address.partition("@")
        line = MailBox(HOST, self.post.imap.tls_port, ssl_context=self.post.context)
        with line.login(box, PASSWORD) as mailbox:
            return until(lambda: _newest(mailbox, subject), f"“{subject}” in {box}'s mailbox")

    def reply(self, mail: MailMessage, words: str) -> None:
        """Answer a mail with `words` above the whole of it, as mail programs quote."""
        answer = EmailMessage()
        answer["From"] = formataddr((self.name, self.address))
        answer["To"] = mail.reply_to[0]
        answer["Subject"] = f"Re: {mail.subject}"
        answer["Date"] = format_datetime(clock.now())
        answer["Message-ID"] = make_msgid(domain=_domain(self.address))
        answer["In-Reply-To"] = mail.headers["message-id"][0].strip()
        quoted = "\n".join(f"> {line}" for line in mail.text.splitlines())
        answer.set_content(f"{words}\n\nOn {mail.date_str}, {mail.from_} wrote:\n{quoted}\n")
        port = self.post.smtp.port
        with smtplib.SMTP(HOST, port, _domain(self.address), timeout=20) as line:
            line.starttls(context=self.post.context)
            line.send_message(answer)


def link_in(mail: MailMessage) -> str:
    """The one link into the site that only this mail's reader knows."""
    found = set(re.findall(r"https?://\S+/(?:session|support/r)/[a-z0-9]{26}\b", mail.text))
    assert len(found) == 1, f"{mail.subject} has the links {found}"
    return found.pop()


def _newest(mailbox: MailBox, subject: str) -> MailMessage | None:
    # A search finds what the server has told of, and it tells of new mail when asked for nothing.
    mailbox.client.noop()
    found = mailbox.fetch(AND(subject=subject), mark_seen=False, reverse=True, limit=1)
    return next(iter(found), None)


def _domain(address: str) -> str:
    return address.partition("@")[2]
