"""Reading the inbox over IMAP: size first, then the mail, then its outcome, then it is moved.

A mail leaves the inbox only after its outcome is committed. Whatever breaks before that, the mail
is still there; whatever breaks after, it is known by its hash and only moved.
"""

import imaplib
import logging
import re
import select
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError
from sqlalchemy.exc import OperationalError

from frontdesk.core.db import db
from frontdesk.core.mail.inbox import FILED, Outcome, process, process_too_large
from frontdesk.core.mail.reading import LARGEST_MAIL
from frontdesk.core.mail.transport import tls_context
from frontdesk.settings import Settings

TIMEOUT = 20
# A notice can hide in a buffer, so nothing waits for one longer than this.
LONGEST_IDLE = 5
LONGEST_BACKOFF = 300
FILED_FOLDER, SET_ASIDE_FOLDER = "Processed", "Set aside"
# After so many broken lines at one mail the others go first.
MOST_FAULTS = 3

FAULTS = (imaplib.IMAP4.error, ImapToolsError, OSError, OperationalError)

log = logging.getLogger(__name__)


def poll_forever(stop: threading.Event) -> None:
    """Read the inbox until `stop` is set; a broken line is opened again, ever more patiently."""
    in_a_row, skip = 0, Counter[str]()
    while not stop.is_set():
        try:
            with opened() as mailbox:
                while not stop.is_set():
                    read_all(mailbox, skip, stop)
                    in_a_row = 0
                    _wait_for_mail(mailbox, stop)
        except FAULTS as fault:
            in_a_row += 1
            log.warning("The inbox could not be read: %s: %s", type(fault).__name__, fault)
            stop.wait(min(2**in_a_row, LONGEST_BACKOFF))
        finally:
            db.session.remove()


def poll_once() -> int:
    """Read what the inbox holds now; returns how many mails were moved out of it."""
    with opened() as mailbox:
        return read_all(mailbox, Counter(), threading.Event())


@contextmanager
def opened() -> Iterator[BaseMailBox]:
    """The folder of IMAP_URL, signed in to, with the folders for mail that has been read."""
    settings: Settings = current_app.extensions["settings"]
    parts = urlsplit(settings.imap_url or "")
    mailbox = _connect(parts, settings)
    try:
        mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""), None)
        mailbox.client.capability()
        for folder in (FILED_FOLDER, SET_ASIDE_FOLDER):
            if not mailbox.folder.exists(folder):
                mailbox.folder.create(folder)
        mailbox.folder.set(unquote(parts.path.strip("/")) or "INBOX")
        yield mailbox
    finally:
        with suppress(*FAULTS):
            mailbox.logout()


def _connect(parts: SplitResult, settings: Settings) -> BaseMailBox:
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        context = tls_context(settings)
        return MailBox(host, parts.port or 993, timeout=TIMEOUT, ssl_context=context)
    if _is_loopback(host):
        return MailBoxUnencrypted(host, parts.port or 143, timeout=TIMEOUT)
    context = tls_context(settings)
    return MailBoxStartTls(host, parts.port or 143, timeout=TIMEOUT, ssl_context=context)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read_all(mailbox: BaseMailBox, skip: Counter[str], stop: threading.Event) -> int:
    """Every mail in the open folder, oldest first, those at which the line broke last."""
    moved = 0
    for uid in sorted(mailbox.uids("ALL"), key=lambda uid: (skip[uid] >= MOST_FAULTS, int(uid))):
        if stop.is_set():
            break
        # Counted beforehand: a line that breaks in the middle leaves the count behind.
        skip[uid] += 1
        outcome = _read_one(mailbox, uid)
        if outcome is not None:
            folder = FILED_FOLDER if outcome.outcome == FILED else SET_ASIDE_FOLDER
            mailbox.move(uid, folder)
            moved += 1
        del skip[uid]
    return moved


def _read_one(mailbox: BaseMailBox, uid: str) -> Outcome | None:
    """The outcome; None when the mail has gone meanwhile."""
    size = _size(mailbox, uid)
    if size is None:
        return None
    if size > LARGEST_MAIL:
        header = _literal(mailbox, uid, "BODY.PEEK[HEADER]")
        return None if header is None else process_too_large(header, size)
    raw = _literal(mailbox, uid, "BODY.PEEK[]")
    return None if raw is None else process(raw)


def _size(mailbox: BaseMailBox, uid: str) -> int | None:
    _, answers = mailbox.client.uid("FETCH", uid, "(RFC822.SIZE)")
    for answer in answers:
        found = re.search(rb"RFC822\.SIZE (\d+)", answer) if isinstance(answer, bytes) else None
        if found:
            return int(found[1])
    return None


def _literal(mailbox: BaseMailBox, uid: str, part: str) -> bytes | None:
    _, answers = mailbox.client.uid("FETCH", uid, f"({part})")
    return next((bytes(answer[1]) for answer in answers if isinstance(answer, tuple)), None)


def _wait_for_mail(mailbox: BaseMailBox, stop: threading.Event) -> None:
    if "IDLE" not in mailbox.client.capabilities:
        stop.wait(LONGEST_IDLE)
        return
    mailbox.idle.start()
    poller = select.poll()
    poller.register(mailbox.client.sock.fileno(), select.POLLIN)
    for _ in range(LONGEST_IDLE):
        if stop.is_set() or poller.poll(1000):
            break
    mailbox.idle.stop()
