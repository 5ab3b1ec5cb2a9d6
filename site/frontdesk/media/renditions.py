"""What the worker makes of a picture, one rendition at a time.

A worker claims a picture with a lease, commits, makes the first rendition that is not in the store,
and gives the picture back. One that dies in between loses its lease, and the next goes on from
what is in the store.
"""

import logging
import secrets
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select

from frontdesk.core import clock, darkroom, objects
from frontdesk.core.db import db, transaction
from frontdesk.core.imaging import PictureRefused
from frontdesk.core.pictures import Picture
from frontdesk.media.models import MediaPicture, State

# Longer than the darkroom's own patience, so that nobody else begins while one is at it.
LEASE = timedelta(seconds=150)
TRIES = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Task:
    """A picture that this worker holds under the lease `owner`."""

    id: int
    owner: str
    master: str
    picture: Picture
    tries: int


def make_next() -> bool:
    """Make one rendition of the oldest picture that waits; says whether there was any to make."""
    if not _anything_waits():
        return False
    task = claim()
    if task is None:
        return False
    try:
        _make_missing(task)
    except PictureRefused as refused:
        log.warning("Picture %s: %s", task.id, refused)
        _give_up(task, str(refused))
    return True


def _anything_waits() -> bool:
    """A read first: on SQLite claiming is a write, and the worker looks twice a second."""
    found = db.session.scalar(select(MediaPicture.id).where(_claimable(clock.now())).limit(1))
    db.session.rollback()
    return found is not None


def _claimable(now: datetime) -> Any:
    free = or_(MediaPicture.lease.is_(None), MediaPicture.leased_until <= now)
    return (MediaPicture.state == State.WAITING) & free


def claim() -> Task | None:
    """Take the oldest picture that nobody holds, for LEASE. Commits before it returns."""
    owner, now = secrets.token_hex(16), clock.now()
    waiting = select(MediaPicture).where(_claimable(now)).order_by(MediaPicture.id).limit(1)
    with transaction() as session:
        row = session.scalar(waiting.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.lease, row.leased_until, row.tries = owner, now + LEASE, row.tries + 1
        if row.tries > TRIES:
            _refuse(row, "it could not be made smaller, although that was tried three times")
            return None
        return Task(row.id, owner, row.master, row.picture, row.tries)


def _make_missing(task: Task) -> None:
    """Make the first rendition that is missing. Raises PictureRefused."""
    kept = objects.store()
    missing = [name for name in task.picture.names if not kept.exists(f"renditions/{name}")]
    if missing:
        kept.put(f"renditions/{missing[0]}", _made(task, missing[0]))
    _give_back(task, len(task.picture.names) - max(0, len(missing) - 1))


def _made(task: Task, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "master", Path(folder) / name
        source.write_bytes(objects.store().get(task.master))
        darkroom.rendition(source, *task.picture.size_of(name), target)
        return target.read_bytes()


def _give_back(task: Task, made: int) -> None:
    with transaction() as session:
        row = session.get(MediaPicture, task.id, with_for_update=True, populate_existing=True)
        if row is None or row.lease != task.owner:
            return
        row.lease = row.leased_until = None
        row.made, row.tries = made, 0
        if made == row.wanted:
            row.state = State.READY


def _give_up(task: Task, reason: str) -> None:
    with transaction() as session:
        row = session.get(MediaPicture, task.id, with_for_update=True, populate_existing=True)
        if row is not None and row.lease == task.owner:
            _refuse(row, reason)


def _refuse(row: MediaPicture, reason: str) -> None:
    row.state, row.reason, row.lease, row.leased_until = State.REFUSED, reason, None, None
