"""The table of clients."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.core.db import Base
from frontdesk.core.pictures import Picture
from frontdesk.media.models import MediaPicture, State

LONGEST_NAME = 120
LONGEST_LINK = 500
LONGEST_EVIDENCE = 2_000


class Client(Base):
    """A client who has permitted us to name them; `link` is empty where there is none.

    `evidence` says how they permitted it, on the day `permitted_on`: without it nobody is named.
    `position` is the place in the list, from 1.
    """

    __tablename__ = "client"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("evidence <> ''", name="permitted"),
        CheckConstraint("link = '' OR link LIKE 'https://%'", name="safe_link"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    link: Mapped[str] = mapped_column(String(LONGEST_LINK))
    evidence: Mapped[str] = mapped_column(String(LONGEST_EVIDENCE))
    permitted_on: Mapped[date] = mapped_column(Date)
    position: Mapped[int]
    shown: Mapped[bool]
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("media_picture.id"), index=True)

    logo: Mapped[MediaPicture | None] = relationship(lazy="joined")

    @property
    def mark(self) -> Picture | None:
        """The logo as pages show it, once it is made; whoever does not see it reads the name."""
        if self.logo is None or self.logo.state != State.READY:
            return None
        return Picture(self.logo.digest, self.logo.width, self.logo.height, self.name)
