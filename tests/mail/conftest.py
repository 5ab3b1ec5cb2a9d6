"""What the tests of mail share: servers, and applications that use them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from frontdesk.core.db import db
from frontdesk.core.mail.models import OutboxMail
from tests.mail.sample import with_sample
from tests.services.mail import (
    Certificates,
    ImapServer,
    SmtpServer,
    certificates,
    imap_server,
    smtp_server,
)


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_sample(app)


@pytest.fixture
def reload() -> Callable[[OutboxMail], OutboxMail]:
    """The row as the database has it now."""

    def read(mail: OutboxMail) -> OutboxMail:
        db.session.rollback()
        db.session.refresh(mail)
        return mail

    return read


@pytest.fixture
def certificate(tmp_path: Path) -> Certificates:
    return certificates(tmp_path)


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """An SMTP server without TLS or sign-in."""
    with smtp_server() as server:
        yield server


@pytest.fixture
def smtp_app(make_app: Callable[..., Flask], smtp: SmtpServer) -> Iterator[Flask]:
    """The application, sending through `smtp`."""
    application = with_sample(make_app(SMTP_URL=smtp.url))
    with application.app_context():
        yield application
        db.session.remove()


@pytest.fixture(scope="session")
def imap_certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("imap"))


@pytest.fixture(scope="session")
def imap(imap_certificate: Certificates) -> Iterator[ImapServer]:
    """Dovecot, for all tests; each uses a mailbox of its own."""
    with imap_server(imap_certificate) as server:
        yield server
