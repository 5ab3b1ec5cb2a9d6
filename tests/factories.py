"""Short ways to a state that a test starts from, by the same actions that people's clicks take."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from frontdesk.clients import actions as clients_actions
from frontdesk.clients.actions import Details
from frontdesk.clients.models import Client
from frontdesk.core import pagecache
from frontdesk.core.db import db, transaction
from frontdesk.core.mail.models import OutboxMail
from frontdesk.enquiries import actions as enquiries_actions
from frontdesk.enquiries import wording
from frontdesk.enquiries.actions import Item, Letter
from frontdesk.enquiries.models import Enquiry, Kind
from frontdesk.news.models import NewsItem, NewsItemTopic, sort_key
from frontdesk.remote import actions as remote_actions
from frontdesk.remote import store as remote_store
from frontdesk.remote.actions import Scope
from frontdesk.remote.machine import Event
from frontdesk.remote.models import RemoteSession
from frontdesk.staff import accounts
from frontdesk.staff.member import Member
from frontdesk.staff.models import Staff
from frontdesk.support import actions as support_actions
from frontdesk.support import store as support_store
from frontdesk.support.actions import Question
from frontdesk.support.models import SupportRequest
from tests.outbox import outbox_mail

PASSWORD = "correct horse battery staple"
QUESTION = Question(
    name="Pat Doe",
    email="pat@surgery.example",
    summary="The waiting-room display is dark",
    details="Since this morning the display shows nothing.",
    organisation="Hill Surgery",
)


@dataclass(frozen=True)
class Opened:
    """A request and the token of the customer's page."""

    request: SupportRequest
    token: str


def a_member(email: str = "sam@site.example", name: str = "Sam Lee") -> Member:
    found = db.session.query(Staff).filter_by(email=email).first()
    number = found.id if found else accounts.add(email, name, PASSWORD)
    return Member(number, email, name)


def a_request(**changes: Any) -> Opened:
    question = Question(**{**QUESTION.__dict__, **changes})
    token = support_actions.ask(question, secrets.token_hex(8))
    request = support_store.by_token(token)
    assert request is not None
    return Opened(request, token)


def prepare(request: SupportRequest, member: Member) -> None:
    support_actions.log_talk_through(member, request.id, "Checked the cable and the power.")
    support_actions.log_knowledge(member, request.id, "Article on dark displays: no help.")


@dataclass(frozen=True)
class Proposed:
    """A session, who proposed it, and the secrets that its mail carried."""

    id: int
    member: Member
    token: str
    reply_to: str

    @property
    def row(self) -> RemoteSession:
        db.session.rollback()
        row = remote_store.by_id(self.id)
        assert row is not None
        return row


def a_proposal(
    scope: Scope | None = None, on_site: bool = False, engine: str = "browser", **changes: Any
) -> Proposed:
    opened = a_request(**changes)
    member = a_member()
    prepare(opened.request, member)
    number = remote_actions.propose(member, opened.request.id, scope or Scope(), engine, on_site)
    mail = outbox_mail("session_proposal")[-1]
    return Proposed(number, member, session_token(mail), mail.reply_to or "")


def an_agreed_session(**changes: Any) -> Proposed:
    proposed = a_proposal(**changes)
    remote_actions.agree(proposed.id, "page", "Pat Doe", "pressed", monitor="Jo Ward")
    return proposed


def a_requested_key(**changes: Any) -> Proposed:
    proposed = an_agreed_session(**changes)
    remote_actions.customer_moves(proposed.id, Event.REQUEST_KEY)
    return proposed


def a_live_session(**changes: Any) -> tuple[Proposed, str, str]:
    """A live session, its key, and the customer's participant secret."""
    proposed = a_requested_key(**changes)
    key = remote_actions.supply_key(proposed.member, proposed.id)
    _, participant = remote_actions.start(proposed.id, key)
    return proposed, key, participant


def session_token(mail: OutboxMail) -> str:
    """The customer's token in a mail about a session."""
    found = re.search(r"/session/([a-z0-9]{26})", mail.text or "")
    assert found, f"no session link in {mail.kind}"
    return found[1]


def page_token(mail: OutboxMail) -> str:
    """The customer's token in a mail about a request."""
    found = re.search(r"/support/r/([a-z0-9]{26})", mail.text or "")
    assert found, f"no request link in {mail.kind}"
    return found[1]


def an_enquiry(kind: Kind = Kind.QUOTE, suspected: bool = False, **changes: Any) -> Enquiry:
    """An enquiry as one of the forms records it: a quote for two signs, or a message."""
    asked: dict[str, Any] = {
        Kind.QUOTE: {"items": (Item("led-signs", 2, "For the ticket hall"),)},
        Kind.CONTACT: {"message": "When are you open?"},
    }[kind]
    sender = {"name": "Alex Poole", "email": "alex@station.example"}
    letter = Letter(kind, **{**sender, **asked, **changes})
    enquiries_actions.send(letter, wording.current(), secrets.token_hex(8), suspected)
    return db.session.scalars(select(Enquiry).order_by(Enquiry.id.desc()).limit(1)).one()


def a_client(name: str = "Hill Theatre", **changes: Any) -> Client:
    """A client whom the home page names."""
    details = {
        "link": "https://theatre.example/",
        "evidence": "E-mail from the manager.",
        "permitted_on": date(2026, 11, 3),
        **changes,
    }
    clients_actions.add(a_member(), Details(name, **details), secrets.token_hex(8))
    return db.session.scalars(select(Client).where(Client.name == name)).one()


def many_news_items(number: int, topics: Sequence[str] = ("displays",)) -> None:
    """Dated items, item-1 being the oldest, in a few statements, however many."""
    rows = [_news_row(count) for count in range(1, number + 1)]
    with transaction() as session:
        session.execute(insert(NewsItem), rows)
        made = session.execute(
            select(NewsItem.id, NewsItem.sort_key).where(NewsItem.slug.like("item-%"))
        )
        links = [
            {"item_id": id, "topic": topic, "sort_key": key} for id, key in made for topic in topics
        ]
        if links:
            session.execute(insert(NewsItemTopic), links)
        pagecache.invalidate(session)


def _news_row(count: int) -> dict[str, Any]:
    published = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=count)
    return {
        "slug": f"item-{count}",
        "title": f"Item {count}",
        "summary": f"The beginning of item {count}",
        "body": f"This is what item {count} says.\n\n" * 5,
        "published_at": published,
        "sort_key": sort_key(published, None),
        "updated_at": published,
    }
