"""The line to the SMTP server: verified, or nothing passes over it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from frontdesk.core.db import db
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import MailState
from tests.mail.sample import ALICE, queue, with_sample
from tests.services.mail import certificates, smtp_server

pytestmark = pytest.mark.one_database

LOGIN = ("frontdesk", "secret")


@pytest.fixture
def sending(make_app):
    """An application that sends as set, in its context."""

    @contextmanager
    def use(**settings: str) -> Iterator[None]:
        with with_sample(make_app(**settings)).app_context():
            yield
            db.session.remove()

    return use


def test_starttls_is_used_where_it_is_offered(sending, certificate):
    with (
        smtp_server(starttls=certificate) as server,
        sending(SMTP_URL=server.url, SMTP_CA_FILE=str(certificate.ca_file)),
    ):
        queue(ALICE)
        assert outbox.deliver_due() == 1
        assert server.accepted[0].tls


def test_a_password_is_given_over_starttls(sending, certificate):
    with (
        smtp_server(starttls=certificate, login=LOGIN) as server,
        sending(SMTP_URL=server.url, SMTP_CA_FILE=str(certificate.ca_file)),
    ):
        queue(ALICE)
        assert outbox.deliver_due() == 1
        assert server.accepted[0].tls


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_password_never_goes_over_a_plain_line(sending):
    with smtp_server(login=LOGIN) as server, sending(SMTP_URL=server.url):
        mail = queue(ALICE)
        assert outbox.deliver_due() == 0
        assert "STARTTLS" in mail.last_error
        assert server.logins == []


def test_a_wrong_password_is_a_fault_of_the_line_and_kills_no_mail(sending, certificate):
    with smtp_server(starttls=certificate, login=LOGIN) as server:
        wrong = server.url.replace("secret", "guess")
        with sending(SMTP_URL=wrong, SMTP_CA_FILE=str(certificate.ca_file)):
            mail = queue(ALICE)
            assert outbox.deliver_due() == 0
            assert mail.state == MailState.QUEUED
            assert "535" in mail.last_error


def test_implicit_tls_is_used_for_smtps(sending, certificate):
    with (
        smtp_server(implicit=certificate) as server,
        sending(SMTP_URL=server.url, SMTP_CA_FILE=str(certificate.ca_file)),
    ):
        queue(ALICE)
        assert outbox.deliver_due() == 1


@pytest.mark.parametrize("way", ["starttls", "implicit"])
def test_nothing_is_sent_to_a_server_whose_authority_is_unknown(sending, certificate, way):
    with smtp_server(**{way: certificate}) as server, sending(SMTP_URL=server.url):
        mail = queue(ALICE)
        assert outbox.deliver_due() == 0
        assert server.accepted == []
        assert mail.state == MailState.QUEUED
        assert "certificate" in mail.last_error.lower()


@pytest.mark.parametrize("way", ["starttls", "implicit"])
def test_nothing_is_sent_to_a_server_with_another_name(sending, tmp_path, way):
    other = certificates(tmp_path, host="mail.elsewhere.example")
    with (
        smtp_server(**{way: other}) as server,
        sending(SMTP_URL=server.url, SMTP_CA_FILE=str(other.ca_file)),
    ):
        mail = queue(ALICE)
        assert outbox.deliver_due() == 0
        assert server.accepted == []
        assert "certificate" in mail.last_error.lower()
