"""Reading clients."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from frontdesk.clients.models import Client
from frontdesk.core.db import db
from frontdesk.media.models import MediaPicture


def shown() -> list[Client]:
    """Whom the home page names, in the order that staff have chosen."""
    return list(db.session.scalars(_in_order().where(Client.shown)))


def every() -> list[Client]:
    """All clients in the same order, with those who are named no more."""
    return list(db.session.scalars(_in_order()))


def by_id(client_id: int) -> Client | None:
    return db.session.get(Client, client_id)


def locked(session: Session) -> list[Client]:
    """All clients in order, until the caller's transaction ends nobody else's to change."""
    return list(session.scalars(_in_order().with_for_update(of=Client)))


def with_logo(digest: str) -> list[Client]:
    """The clients whose logo is the picture of this digest."""
    query = _in_order().join(MediaPicture, Client.logo_id == MediaPicture.id)
    return list(db.session.scalars(query.where(MediaPicture.digest == digest)))


def _in_order() -> Select[Client]:
    return select(Client).order_by(Client.position, Client.id)
