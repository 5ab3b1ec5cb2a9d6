"""A small mail to send, with templates of its own."""

from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from frontdesk.core.db import transaction
from frontdesk.core.mail import outbox
from frontdesk.core.mail.models import OutboxMail

ALICE, BOB = "alice@customer.example", "bob@customer.example"

TEMPLATES = {
    "emails/sample/subject.txt": "{{ subject|default('A sample') }}\n",
    "emails/sample/body.txt": (
        "Dear {{ name|default('reader') }},\nsee {{ base_url }}/privacy."
        "{{ '\n' ~ unsubscribe_url if unsubscribe_url }}\n"
    ),
    "emails/sample/body.html": (
        "<p>Dear {{ name|default('reader') }}</p>{{ '\n' ~ unsubscribe_url if unsubscribe_url }}\n"
    ),
    **{
        f"emails/sample_without_{missing}/{name}": "Hello" + "{{ unsubscribe_url }}" * shown
        for missing in ("text", "html")
        for name, shown in (
            ("subject.txt", False),
            ("body.txt", missing == "html"),
            ("body.html", missing == "text"),
        )
    },
}


def with_sample(app: Flask) -> Flask:
    """Adds the mail `sample` to the application's templates."""
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), app.jinja_env.loader])
    return app


def queue(to: str, context: dict[str, Any] | None = None, **options: Any) -> OutboxMail:
    """Queues the sample mail in a transaction of its own."""
    with transaction() as session:
        mail = outbox.queue(session, "sample", to, context or {}, **options)
        session.flush()
    return mail
