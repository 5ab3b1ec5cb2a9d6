"""A site in use, so that every route has a real address; and an ear for what is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from werkzeug.routing import Rule

from frontdesk.clients.models import Client
from frontdesk.core import clock
from frontdesk.core.db import db, transaction
from frontdesk.core.tokens import token_hash
from frontdesk.enquiries.models import Enquiry
from frontdesk.media.models import MediaPicture
from frontdesk.news.models import NewsStory
from frontdesk.news.review.models import NewsReviewLink
from frontdesk.news.seed import seed_news
from frontdesk.optout import links, subjects
from tests.access.routes import ROUTES, Who
from tests.factories import Proposed, a_client, a_live_session, an_enquiry, page_token
from tests.news_review.links import a_preview
from tests.outbox import outbox_mail

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE")
PREVIEW = "preview22preview22preview22"
# Something that is there, in each feature whose addresses name it.
SLUGS = {
    "knowledge": "sign-is-dark",
    "news": "video-wall-london",
    "pages": "led-signs",
    "tools": "sign",
}


def rules(app: Flask, method: str, *who: Who) -> list[Rule]:
    """The routes of the application that answer to `method` and are for any of `who`."""
    found = [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and ROUTES[rule.endpoint] in who
    ]
    assert found, f"no {method} route is for {who}"
    return found


def address_in(app: Flask, rule: Rule, session: Proposed) -> str:
    """The address of a route for one session, its request, and whatever else there is."""
    if rule.endpoint.startswith("preview."):
        return app.url_map.bind("localhost").build(rule.endpoint, {"token": PREVIEW})
    if rule.endpoint in ("optout.link", "optout.press"):
        own = links.token(subjects.of_email("ann@example.org"))
        return app.url_map.bind("localhost").build(rule.endpoint, {"token": own})
    mail = outbox_mail("support_received")[-1]
    own_page = rule.rule.startswith("/support/")
    about_enquiry = rule.endpoint.startswith("enquiries_staff")
    values: dict[str, Any] = {
        "token": page_token(mail) if own_page else session.token,
        "reference": _enquiry() if about_enquiry else session.row.request.reference,
        "session_id": session.id,
        "mail_id": mail.id,
        # Nobody's: to end one's own would be to sign out.
        "sign_in": 2**31 - 1,
        "person": session.member.id,
        "invitation": 1,
        "topic": "displays",
        "slug": SLUGS.get(rule.endpoint.split(".")[0]),
        "version": session.row.policy_version,
        "filename": "css/main.css",
        "rendition": "0123456789abcdef-480.avif",
        "name": "decline",
        "part": 1,
        "client": _newest(Client),
        "story": _newest(NewsStory),
        "number": 1,
        "link": _newest(NewsReviewLink),
        "picture": _newest(MediaPicture),
    }
    wanted = {name: values[name] for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, wanted)


def _enquiry() -> str:
    """The reference of the newest enquiry, or one that nobody has."""
    newest = db.session.scalar(select(Enquiry.reference).order_by(Enquiry.id.desc()).limit(1))
    db.session.rollback()
    return newest or "EQ-2222-2222"


def _newest(table: type[Client | MediaPicture | NewsStory | NewsReviewLink]) -> int:
    """The number of the newest row, or one that nobody has."""
    newest = db.session.scalar(select(table.id).order_by(table.id.desc()).limit(1))
    db.session.rollback()
    return newest or 1


def with_preview() -> None:
    """A draft, and a link by which somebody outside sees it: the one with the token PREVIEW."""
    link, _ = a_preview()
    with transaction() as session:
        session.get_one(NewsReviewLink, link.id).token_hash = token_hash(PREVIEW)


def with_picture() -> None:
    """A picture whose sizes are still to be made. No file is behind it."""
    with transaction() as session:
        session.add(
            MediaPicture(
                digest="0123456789abcdef",
                kind="jpg",
                width=600,
                height=300,
                bytes=9000,
                file_name="door.jpg",
                uploaded_by="avery@site.example",
                uploaded_at=clock.now(),
            )
        )


def with_everything() -> Proposed:
    """Something behind each address of the staff side; the session that is among it."""
    with_news()
    with_preview()
    with_picture()
    an_enquiry()
    a_client()
    return a_live_session()[0]


def with_news() -> None:
    with transaction() as session:
        seed_news(session)


@contextmanager
def listening_for_writes() -> Iterator[list[str]]:
    """Collects every statement that changes the database while the block runs."""
    heard: list[str] = []

    def listen(*arguments: Any) -> None:
        statement = arguments[2]
        if statement.lstrip().upper().startswith(WRITES):
            heard.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
