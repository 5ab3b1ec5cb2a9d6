"""Reading enquiries. Every query has a name and a fixed order."""

from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, selectinload

from frontdesk.core.db import db
from frontdesk.enquiries.models import Enquiry, State

PAGE_LENGTH = 50


class Shelf(StrEnum):
    """The lists that staff keep enquiries on. Every enquiry is on exactly one."""

    NEW = "new"
    ANSWERED = "answered"
    CLOSED = "closed"
    AUTOMATIC = "automatic"


def by_reference(reference: str) -> Enquiry | None:
    return db.session.scalar(select(Enquiry).where(Enquiry.reference == reference))


def locked(session: Session, enquiry_id: int) -> Enquiry:
    """The enquiry, held for this transaction so that its changes come one after another."""
    query = select(Enquiry).where(Enquiry.id == enquiry_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def shelf(name: Shelf, before: int | None = None) -> tuple[list[Enquiry], int | None]:
    """One page of a list, the newest first, and the key `before` which the next page begins."""
    query = select(Enquiry).where(_on(name)).options(selectinload(Enquiry.items))
    if before is not None:
        query = query.where(Enquiry.id < before)
    found = list(db.session.scalars(query.order_by(Enquiry.id.desc()).limit(PAGE_LENGTH + 1)))
    page = found[:PAGE_LENGTH]
    return page, page[-1].id if len(found) > PAGE_LENGTH else None


def count(name: Shelf) -> int:
    return db.session.scalar(select(func.count(Enquiry.id)).where(_on(name))) or 0


def _on(name: Shelf) -> ColumnElement[bool]:
    # Each begins with the state, by which the index leads to the newest of a list at once.
    return {
        Shelf.NEW: and_(Enquiry.state == State.NEW, Enquiry.suspected.is_(False)),
        Shelf.ANSWERED: and_(Enquiry.state == State.ANSWERED),
        Shelf.CLOSED: and_(Enquiry.state == State.CLOSED),
        Shelf.AUTOMATIC: and_(Enquiry.state == State.NEW, Enquiry.suspected.is_(True)),
    }[name]
