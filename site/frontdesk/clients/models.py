"""The table of clients."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.core.db import Base

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
