"""The link by which the reader of a marketing mail objects, without being asked who they are.

It carries the hash that the list would hold, signed, and nothing is kept of it. So it never runs
out, and works for a mail that was sent after the backup was made from which the site was restored.
"""

import hmac

from frontdesk.core.tokens import keyed
from frontdesk.core.web import settings
from frontdesk.optout import subjects

PURPOSE = "opt-out link"
SUBJECT_LENGTH = 52


def link(email: str) -> str:
    """The whole address of the link for whoever reads mail at this one."""
    return f"{settings().base_url}/opt-out/{token(subjects.of_email(email))}"


def token(subject: str) -> str:
    return subject + keyed(PURPOSE, subject)


def subject_in(text: str) -> str | None:
    """Whom the token of a link is about; None when it is not one of ours."""
    given = text.strip().lower()
    subject = given[:SUBJECT_LENGTH]
    if not given.isascii() or not hmac.compare_digest(given, token(subject)):
        return None
    return subject
