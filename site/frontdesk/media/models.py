"""The table of pictures that staff added."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.core.db import Base, Moment
from frontdesk.core.pictures import FocusedPicture

LONGEST_ALT = 400
LONGEST_CAPTION = 400


class State(StrEnum):
    """WAITING until the worker has made every rendition, or has given up: then REFUSED."""

    WAITING = "WAITING"
    READY = "READY"
    REFUSED = "REFUSED"


class MediaPicture(Base):
    """One picture. What is kept of its file is a master, `bytes` long, of the given `kind`.

    `made` counts the renditions; the focal point is in parts of one from the left and the top.
    """

    __tablename__ = "media_picture"
    __table_args__ = (
        CheckConstraint("state IN ('WAITING', 'READY', 'REFUSED')", name="state"),
        CheckConstraint("kind IN ('jpg', 'png')", name="kind"),
        CheckConstraint("alt = '' OR NOT decorative", name="alt_or_decorative"),
        CheckConstraint("focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1", name="focal_point"),
        CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name="lease_whole"),
        Index("ix_media_picture_state_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(4))
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default=State.WAITING)
    reason: Mapped[str] = mapped_column(String(300), default="")
    made: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    alt: Mapped[str] = mapped_column(String(LONGEST_ALT), default="")
    decorative: Mapped[bool] = mapped_column(default=False)
    caption: Mapped[str] = mapped_column(String(LONGEST_CAPTION), default="")
    focal_x: Mapped[float] = mapped_column(default=0.5)
    focal_y: Mapped[float] = mapped_column(default=0.5)
    uploaded_by: Mapped[str] = mapped_column(String(320))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def picture(self) -> FocusedPicture:
        """As pages show it."""
        return FocusedPicture(
            self.digest, self.width, self.height, self.alt, self.focal_x, self.focal_y
        )

    @property
    def master(self) -> str:
        """The master's name in the store."""
        return f"masters/{self.digest}.{self.kind}"

    @property
    def thumbnail(self) -> str:
        """The address of the rendition that is made at once."""
        return self.picture.address(self.picture.widths[0], "webp")

    @property
    def wanted(self) -> int:
        """How many renditions there will be."""
        return len(self.picture.names)
