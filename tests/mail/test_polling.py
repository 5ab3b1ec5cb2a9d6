"""Reading the inbox over IMAP: nothing lost, nothing twice, whatever breaks."""

import itertools
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select

from frontdesk.core import audit
from frontdesk.core.audit import AuditEntry
from frontdesk.core.db import db
from frontdesk.core.mail import inbox, polling
from tests.mail.cutting import cutting_proxy
from tests.mail.messages import incoming
from tests.services.mail import AUTHSERV_ID, held, put
from tests.services.waiting import until

_boxes = itertools.count(1)


@pytest.fixture
def box() -> str:
    """A mailbox that no other test uses."""
    return f"box{next(_boxes)}"


@pytest.fixture
def reading(make_app) -> Callable[[str], Flask]:
    """An application that reads from this address, and files what is tagged."""

    def make(url: str, **settings: str) -> Flask:
        application = make_app(IMAP_URL=url, AUTHSERV_ID=AUTHSERV_ID, **settings)
        application.extensions["inbox_handlers"] = [take]
        return application

    return make


def take(session, mail) -> bool:
    if mail.tag is None:
        return False
    audit.record(session, mail.sender, "took", mail.tag, mail.reply_text)
    return True


def taken() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_mail_is_read_and_moved_by_its_outcome(imap, box, reading):
    put(imap.folder, box, incoming("I agree"))
    put(imap.folder, box, incoming("Hello", to="support@site.example"))

    with reading(imap.url(box)).app_context():
        assert polling.poll_once() == 2
        assert taken() == 1
        assert len(inbox.set_aside()) == 1
        db.session.remove()

    assert held(imap.folder, box) == []
    assert len(held(imap.folder, box, "Processed")) == 1
    assert len(held(imap.folder, box, "Set aside")) == 1


def test_an_empty_inbox_is_read_in_peace(imap, box, reading):
    with reading(imap.url(box)).app_context():
        assert polling.poll_once() == 0


def test_a_large_mail_is_set_aside_without_being_fetched(imap, box, reading, monkeypatch):
    put(imap.folder, box, incoming("x" * 11_000_000, subject="Huge"))
    fetched = []
    literal = polling._literal
    monkeypatch.setattr(
        polling,
        "_literal",
        lambda mailbox, uid, part: fetched.append(part) or literal(mailbox, uid, part),
    )

    with reading(imap.url(box)).app_context():
        polling.poll_once()
        (mail,) = inbox.set_aside()
        assert (mail.subject, mail.reason) == ("Huge", "it is too large to read (11 MB)")
        db.session.remove()

    assert fetched == ["BODY.PEEK[HEADER]"]
    assert len(held(imap.folder, box, "Set aside")) == 1


@pytest.mark.parametrize("limit", [900, 2000, 20_000, 60_000])
def test_a_line_that_breaks_in_mid_message_loses_nothing_and_doubles_nothing(
    imap, box, reading, limit
):
    for number in range(3):
        put(imap.folder, box, incoming(f"number {number} " + "word " * 4000))

    with (
        cutting_proxy(imap.port, [limit]) as proxy,
        reading(imap.url(box, proxy.port)).app_context(),
    ):
        with suppress(*polling.FAULTS):
            polling.poll_once()
        assert proxy.cut == 1
        polling.poll_once()
        assert taken() == 3
        db.session.remove()

    assert held(imap.folder, box) == []
    assert len(held(imap.folder, box, "Processed")) == 3


def test_a_mail_filed_but_not_yet_moved_is_only_moved(imap, box, reading):
    raw = incoming()
    put(imap.folder, box, raw)

    with reading(imap.url(box)).app_context():
        with polling.opened() as mailbox:
            (uid,) = mailbox.uids("ALL")
            polling._read_one(mailbox, uid)
        assert taken() == 1
        assert polling.poll_once() == 1
        assert taken() == 1
        db.session.remove()

    assert len(held(imap.folder, box, "Processed")) == 1


def test_a_mail_at_which_the_line_always_breaks_goes_last(imap, box, reading):
    put(imap.folder, box, incoming("poison " + "word " * 20_000))
    put(imap.folder, box, incoming("short"))
    skip, stop = polling.Counter[str](), threading.Event()
    limits = [20_000] * (polling.MOST_FAULTS + 1)

    with (
        cutting_proxy(imap.port, limits) as proxy,
        reading(imap.url(box, proxy.port)).app_context(),
    ):
        for _ in range(polling.MOST_FAULTS + 1):
            with suppress(*polling.FAULTS), polling.opened() as mailbox:
                polling.read_all(mailbox, skip, stop)
        assert taken() == 1
        db.session.remove()

    assert len(held(imap.folder, box)) == 1


@pytest.mark.one_database
def test_a_verified_line_is_used_for_imaps(imap, imap_certificate, box, reading):
    put(imap.folder, box, incoming())
    app = reading(imap.tls_url(box), SMTP_CA_FILE=str(imap_certificate.ca_file))

    with app.app_context():
        assert polling.poll_once() == 1


@pytest.mark.one_database
def test_an_unknown_authority_is_refused(imap, box, reading):
    with reading(imap.tls_url(box)).app_context(), pytest.raises(ssl.SSLCertVerificationError):
        polling.poll_once()


@pytest.mark.one_database
def test_a_plain_line_is_used_on_the_loopback_address_only():
    assert polling._is_loopback("127.0.0.1")
    assert polling._is_loopback("localhost")
    assert not polling._is_loopback("192.0.2.1")
    assert not polling._is_loopback("localhost.elsewhere.example")


@pytest.mark.one_database
def test_elsewhere_starttls_comes_before_the_password(imap, box, reading, monkeypatch):
    put(imap.folder, box, incoming())
    monkeypatch.setattr(polling, "_is_loopback", lambda _host: False)

    with reading(imap.url(box)).app_context(), pytest.raises(ssl.SSLCertVerificationError):
        polling.poll_once()
    assert len(held(imap.folder, box)) == 1


@pytest.mark.one_database
def test_elsewhere_a_verified_starttls_works(imap, imap_certificate, box, reading, monkeypatch):
    put(imap.folder, box, incoming())
    monkeypatch.setattr(polling, "_is_loopback", lambda _host: False)
    app = reading(imap.url(box), SMTP_CA_FILE=str(imap_certificate.ca_file))

    with app.app_context():
        assert polling.poll_once() == 1


def test_the_watching_thread_reads_mail_as_it_comes_and_survives_a_broken_line(imap, box, reading):
    stop = threading.Event()
    with cutting_proxy(imap.port, [300]) as proxy:
        app = reading(imap.url(box, proxy.port))

        def work() -> None:
            with app.app_context():
                polling.poll_forever(stop)

        thread = threading.Thread(target=work)
        thread.start()
        try:
            with app.app_context():
                until(lambda: proxy.cut == 1, "the line to break")
                put(imap.folder, box, incoming())
                until(lambda: taken() == 1, "the first mail to be read")
                put(imap.folder, box, incoming())
                until(lambda: taken() == 2, "the second mail to be read")
                db.session.remove()
        finally:
            stop.set()
            thread.join(30)
    assert not thread.is_alive()
