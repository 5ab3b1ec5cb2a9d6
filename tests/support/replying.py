"""A mail that comes in for a request or a session."""

from frontdesk.core.mail import inbox
from tests.mail.messages import incoming
from tests.outbox import outbox_mail

PAT = "pat@surgery.example"
PROVEN = "dmarc=pass header.from=surgery.example"


def reply(
    text: str = "It works now.",
    to: str | None = None,
    sender: str = f"Pat Doe <{PAT}>",
    results: str | None = PROVEN,
    **headers: str,
) -> str:
    """Hand a mail to the inbox, as an answer to the newest mail; returns what became of it."""
    address = to or outbox_mail()[-1].reply_to or ""
    raw = incoming(text, sender=sender, to=address, results=results, **headers)
    return inbox.process(raw).outcome
