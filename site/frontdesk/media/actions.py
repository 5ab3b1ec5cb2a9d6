"""What staff do with pictures: add, describe, delete."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from frontdesk.core import audit, clock, darkroom, objects
from frontdesk.core.db import transaction
from frontdesk.core.pictures import Picture
from frontdesk.media import alt as alt_text
from frontdesk.media import store, uses
from frontdesk.media.models import MediaPicture
from frontdesk.staff.member import Member

LONGEST_NAME = 200


class BadAlt(Exception):
    """The text does not say what the picture shows; the message says why."""


class InUse(Exception):
    """The picture is shown somewhere."""


class Gone(Exception):
    """Somebody has deleted the picture."""


@dataclass(frozen=True)
class Added:
    """The number of the picture, whether it had been there before, and what was left behind."""

    id: int
    before: bool
    note: str


@dataclass(frozen=True)
class Description:
    """What staff say of a picture. The focal point is in parts of one from the left and the top."""

    alt: str
    decorative: bool
    caption: str
    focal_x: float
    focal_y: float


def add(who: Member, source: Path, file_name: str) -> Added:
    """Keep the picture in the file, made anew. Raises PictureRefused and Busy (core.darkroom).

    The files are there before the row is: one that no row tells of does no harm, and the same
    picture sent again takes its place.
    """
    with tempfile.TemporaryDirectory() as folder:
        kept = darkroom.master(source, Path(folder))
        content = (Path(folder) / "master").read_bytes()
        picture = Picture(hashlib.sha256(content).hexdigest()[:16], kept.width, kept.height, "")
        objects.store().put(f"masters/{picture.digest}.{kept.kind}", content)
        _make_thumbnail(picture, Path(folder))
    with transaction() as session:
        found = store.by_digest(session, picture.digest)
        row = found or _added(session, who, picture, kept.kind, len(content), file_name)
        return Added(row.id, found is not None, kept.note)


def _make_thumbnail(picture: Picture, folder: Path) -> None:
    name = picture.address(picture.widths[0], "webp").rpartition("/")[2]
    darkroom.rendition(folder / "master", *picture.size_of(name), folder / name)
    objects.store().put(f"renditions/{name}", (folder / name).read_bytes())


def _added(
    session: Session, who: Member, picture: Picture, kind: str, length: int, file_name: str
) -> MediaPicture:
    row = MediaPicture(
        digest=picture.digest,
        kind=kind,
        width=picture.width,
        height=picture.height,
        bytes=length,
        file_name=printable(file_name),
        made=1,
        uploaded_by=who.email,
        uploaded_at=clock.now(),
    )
    session.add(row)
    session.flush()
    audit.record(session, who.email, "picture added", f"picture {row.id}", row.file_name)
    return row


def printable(file_name: str) -> str:
    """A file's name without its folders and without what no page can show."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[-LONGEST_NAME:] or "picture"


def describe(who: Member, picture_id: int, said: Description) -> None:
    """Write down what the picture shows and what matters in it. Raises BadAlt, Gone."""
    with transaction() as session:
        row = store.locked(session, picture_id)
        if row is None:
            raise Gone
        if wrong := _wrong(said, row.file_name):
            raise BadAlt(wrong)
        changed = [name for name, value in vars(said).items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, getattr(said, name))
        if changed:
            subject = f"picture {picture_id}"
            audit.record(session, who.email, "picture described", subject, ", ".join(changed))


def _wrong(said: Description, file_name: str) -> str:
    if said.decorative:
        return alt_text.BOTH if said.alt else ""
    return alt_text.fault(said.alt, file_name) if said.alt else ""


def delete(who: Member, picture_id: int) -> None:
    """Keep the picture no longer. Raises InUse, Gone."""
    with transaction() as session:
        row = store.locked(session, picture_id)
        if row is None:
            raise Gone
        if uses.of(row.digest):
            raise InUse
        names = [row.master, *(f"renditions/{name}" for name in row.picture.names)]
        audit.record(session, who.email, "picture deleted", f"picture {row.id}", row.file_name)
        session.delete(row)
    for name in names:
        objects.store().delete(name)
