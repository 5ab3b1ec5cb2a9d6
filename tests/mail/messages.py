"""Mails as they come in, built for tests."""

from email.message import EmailMessage
from email.utils import make_msgid

from tests.services.mail import AUTHSERV_ID

ALICE = "alice@customer.example"
TAGGED = "support+r-tag-1@site.example"


def incoming(
    text: str = "I agree",
    *,
    sender: str = f"Alice Reed <{ALICE}>",
    to: str = TAGGED,
    subject: str = "Re: Your request",
    results: str | None = "dmarc=pass header.from=customer.example",
    **headers: str,
) -> bytes:
    """A mail as our server hands it on; `results` is what the server says of the sender."""
    mail = EmailMessage()
    if results is not None:
        mail["Authentication-Results"] = f"{AUTHSERV_ID}; {results}"
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = make_msgid(domain="customer.example")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()
