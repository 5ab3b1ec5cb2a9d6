"""Reading pictures. Every query has a name and a fixed order."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core.db import db
from frontdesk.media.models import MediaPicture

PAGE_LENGTH = 24


def by_id(picture_id: int) -> MediaPicture | None:
    return db.session.get(MediaPicture, picture_id)


def by_digest(session: Session, digest: str) -> MediaPicture | None:
    return session.scalar(select(MediaPicture).where(MediaPicture.digest == digest))


def locked(session: Session, picture_id: int) -> MediaPicture | None:
    """The picture, held for this transaction so that its changes come one after another."""
    return session.get(MediaPicture, picture_id, with_for_update=True, populate_existing=True)


def recent(limit: int = 8) -> list[MediaPicture]:
    """The newest pictures, to choose among in a form."""
    query = select(MediaPicture).order_by(MediaPicture.id.desc()).limit(limit)
    return list(db.session.scalars(query))


def newest(before: int | None = None) -> tuple[list[MediaPicture], int | None]:
    """One page, the newest first, and the key `before` which the next page begins."""
    query = select(MediaPicture).order_by(MediaPicture.id.desc()).limit(PAGE_LENGTH + 1)
    if before is not None:
        query = query.where(MediaPicture.id < before)
    found = list(db.session.scalars(query))
    page = found[:PAGE_LENGTH]
    return page, page[-1].id if len(found) > PAGE_LENGTH else None


def by_ids(ids: Sequence[int]) -> dict[int, MediaPicture]:
    """Those of the pictures that are there, by their numbers."""
    query = select(MediaPicture).where(MediaPicture.id.in_(ids)).order_by(MediaPicture.id)
    return {found.id: found for found in db.session.scalars(query)}


def by_digests(digests: Sequence[str]) -> dict[str, MediaPicture]:
    """Those of the pictures that staff added, by their digests."""
    query = select(MediaPicture).where(MediaPicture.digest.in_(digests))
    return {found.digest: found for found in db.session.scalars(query.order_by(MediaPicture.id))}
