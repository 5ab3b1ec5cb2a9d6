"""What is searched: a document as a feature gives it, and as the table keeps it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.core.db import Base, Moment

# The database's own full-text structures, which only a migration makes: on SQLite a virtual table
# with its shadows and triggers, on PostgreSQL a generated column with its index.
INDEX = "search_index"


class Kind(StrEnum):
    PAGE = "page"
    PRODUCT = "product"
    HELP = "help"
    NEWS = "news"


@dataclass(frozen=True)
class Document:
    """A page that visitors may find at `path`, between two moments where they are given.

    Its texts are plain, without mark-up. `changed_at` is None where no day is known.
    """

    path: str
    kind: Kind
    title: str
    summary: str
    body: str
    keywords: tuple[str, ...] = ()
    changed_at: datetime | None = None
    searchable_from: datetime | None = None
    searchable_until: datetime | None = None


class SearchDocument(Base):
    """A document, and its texts as terms, which are what the database's own index is made of."""

    __tablename__ = "search_document"
    __table_args__ = (
        CheckConstraint("kind IN ('page', 'product', 'help', 'news')", name="kind"),
        Index("ix_search_document_kind", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(400), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    keywords: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    searchable_from: Mapped[datetime | None] = mapped_column(Moment)
    searchable_until: Mapped[datetime | None] = mapped_column(Moment)
    title_terms: Mapped[str] = mapped_column(Text)
    summary_terms: Mapped[str] = mapped_column(Text)
    body_terms: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))


def part_of_the_index(name: str | None) -> bool:
    """Whether a table, column or index of this name is one of the full-text structures."""
    return name is not None and (name == INDEX or name.startswith(f"{INDEX}_"))
