"""Reading requests. Every query has a name and a fixed order."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.core.db import db
from frontdesk.core.tokens import token_hash
from frontdesk.support.models import Kind, Status, SupportAccess, SupportEntry, SupportRequest

QUEUE_LENGTH = 200


def by_token(token: str) -> SupportRequest | None:
    """The request whose private page `token` opens."""
    return db.session.scalar(_by_token(token))


def id_by_token(token: str) -> int | None:
    query = select(SupportAccess.request_id).where(SupportAccess.token_hash == token_hash(token))
    return db.session.scalar(query)


def version_by_token(token: str) -> int | None:
    """What an open page asks every few seconds: one number by one key."""
    query = (
        select(SupportRequest.version)
        .join(SupportAccess, SupportAccess.request_id == SupportRequest.id)
        .where(SupportAccess.token_hash == token_hash(token))
    )
    return db.session.scalar(query)


def by_reference(reference: str) -> SupportRequest | None:
    return db.session.scalar(select(SupportRequest).where(SupportRequest.reference == reference))


def locked(session: Session, request_id: int) -> SupportRequest:
    """The request, held for this transaction so that its changes come one after another."""
    query = select(SupportRequest).where(SupportRequest.id == request_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def queue(status: Status) -> list[SupportRequest]:
    """Requests of one status, the longest waiting first; suspected ones are kept apart."""
    return list(
        db.session.scalars(
            select(SupportRequest)
            .where(SupportRequest.status == status, SupportRequest.suspected.is_(False))
            .order_by(SupportRequest.status_since, SupportRequest.id)
            .limit(QUEUE_LENGTH)
        )
    )


def queue_version() -> str:
    """What the open queue compares: it changes with every request and every change to one."""
    query = select(func.count(SupportRequest.id), func.sum(SupportRequest.version))
    return "-".join(str(number or 0) for number in db.session.execute(query).one())


def suspected() -> list[SupportRequest]:
    """Requests that looked automatic and await a person's judgement, the newest first."""
    return list(
        db.session.scalars(
            select(SupportRequest)
            .where(
                SupportRequest.suspected.is_(True),
                SupportRequest.status.in_((Status.OPEN, Status.WAITING)),
            )
            .order_by(SupportRequest.created_at.desc(), SupportRequest.id.desc())
            .limit(QUEUE_LENGTH)
        )
    )


def resolved_before(session: Session, moment: object) -> list[int]:
    query = (
        select(SupportRequest.id)
        .where(SupportRequest.status == Status.RESOLVED, SupportRequest.status_since <= moment)
        .order_by(SupportRequest.id)
    )
    return list(session.scalars(query))


def latest_entry(request_id: int, kind: Kind) -> SupportEntry | None:
    return db.session.scalar(
        select(SupportEntry)
        .where(SupportEntry.request_id == request_id, SupportEntry.kind == kind)
        .order_by(SupportEntry.at.desc(), SupportEntry.id.desc())
        .limit(1)
    )


def _by_token(token: str):  # type: ignore[no-untyped-def]
    return (
        select(SupportRequest)
        .join(SupportAccess, SupportAccess.request_id == SupportRequest.id)
        .where(SupportAccess.token_hash == token_hash(token))
    )
