"""Everything that changes the list of clients. Each action is one transaction."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum

from sqlalchemy.orm import Session

from frontdesk.clients import store
from frontdesk.clients.models import Client
from frontdesk.core import audit, once, pagecache
from frontdesk.core.db import transaction
from frontdesk.staff.member import Member


class Way(Enum):
    """Where in the list a client goes: one place up or down."""

    UP = -1
    DOWN = 1


class NameTaken(Exception):
    """Another client of the list has this name."""


class Gone(Exception):
    """There is no such client."""


@dataclass(frozen=True)
class Details:
    """What staff write about a client."""

    name: str
    link: str
    evidence: str
    permitted_on: date
    logo_id: int | None = None


def add(member: Member, details: Details, nonce: str) -> None:
    """Add a client at the end, shown at once; the same form twice adds one. Raises NameTaken."""
    with transaction() as session:
        if not once.claim(session, f"client {nonce}"):
            return
        clients = store.locked(session)
        _require_free(clients, details.name, None)
        session.add(Client(**asdict(details), position=len(clients) + 1, shown=True))
        _changed(session, member, "client added", details.name, details.evidence)


def edit(member: Member, client_id: int, details: Details) -> None:
    """Change what is said of a client. Raises Gone and NameTaken."""
    with transaction() as session:
        clients = store.locked(session)
        client = _one(clients, client_id)
        _require_free(clients, details.name, client)
        for name, value in asdict(details).items():
            setattr(client, name, value)
        _changed(session, member, "client changed", details.name, details.evidence)


def show(member: Member, client_id: int, shown: bool) -> None:
    """Name a client on the home page, or no longer. Raises Gone."""
    with transaction() as session:
        client = _one(store.locked(session), client_id)
        client.shown = shown
        _changed(session, member, "client shown" if shown else "client withdrawn", client.name)


def move(member: Member, client_id: int, way: Way) -> None:
    """Change places with the neighbour above or below; at the end of the list, nothing happens.

    Raises Gone.
    """
    with transaction() as session:
        clients = store.locked(session)
        client = _one(clients, client_id)
        place = clients.index(client)
        clients.insert(max(0, place + way.value), clients.pop(place))
        for position, each in enumerate(clients, start=1):
            each.position = position
        _changed(session, member, f"client moved {way.name.lower()}", client.name)


def _one(clients: list[Client], client_id: int) -> Client:
    for client in clients:
        if client.id == client_id:
            return client
    raise Gone


def _require_free(clients: list[Client], name: str, own: Client | None) -> None:
    if any(client.name == name and client is not own for client in clients):
        raise NameTaken


def _changed(session: Session, member: Member, deed: str, name: str, detail: str = "") -> None:
    audit.record(session, member.email, deed, name, detail)
    pagecache.invalidate(session)
