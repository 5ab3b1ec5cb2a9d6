"""The two databases' ways of asking their full-text index, with one meaning.

A condition says: these parts, all or any of them, within the whole text or the title alone, in
documents of these kinds. Terms consist of letters and digits only, so nothing that a visitor types
can be read as an operator; the conditions are bound as parameters all the same.
"""

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, bindparam, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from frontdesk.core.search import Kind, SearchDocument
from frontdesk.search.query import Part
from frontdesk.settings import SettingsError


@dataclass(frozen=True)
class Condition:
    parts: tuple[Part, ...]
    kinds: Collection[Kind]
    all_parts: bool
    in_title: bool = False


def require_full_text(database_url: str) -> None:
    """Raises SettingsError where the database is SQLite and its full-text search was left out."""
    if not database_url.startswith("sqlite"):
        return
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE search_index USING fts5(terms)")
        except sqlite3.OperationalError as missing:
            raise SettingsError(
                "This Python's SQLite has no FTS5, which the search needs. Use a Python whose "
                "SQLite has it, or set DATABASE_URL to a PostgreSQL database."
            ) from missing


def fulfils(dialect: str, condition: Condition) -> ColumnElement[bool]:
    """That a SearchDocument meets the condition, for the WHERE of a query."""
    return _WAYS[dialect](condition)


def _in_sqlite(condition: Condition) -> ColumnElement[bool]:
    index = table("search_index", column("rowid"))
    matching = literal_column("search_index").op("MATCH")(bindparam(None, fts5(condition), String))
    return SearchDocument.id.in_(select(index.c.rowid).where(matching))


def _in_postgresql(condition: Condition) -> ColumnElement[bool]:
    index: ColumnElement[str] = literal_column("search_document.search_index")
    return index.bool_op("@@")(cast(bindparam(None, tsquery(condition), String), TSQUERY))


_WAYS: dict[str, Callable[[Condition], ColumnElement[bool]]] = {
    "sqlite": _in_sqlite,
    "postgresql": _in_postgresql,
}


def fts5(condition: Condition) -> str:
    """The condition as FTS5 reads it."""
    scope = "title_terms" if condition.in_title else "{title_terms summary_terms body_terms}"
    phrases = (f'"{" ".join(part)}"' for part in condition.parts)
    wanted = (" AND " if condition.all_parts else " OR ").join(phrases)
    kinds = " OR ".join(f'"{kind}"' for kind in condition.kinds)
    return f"({scope} : ({wanted})) AND (kind : ({kinds}))"


def tsquery(condition: Condition) -> str:
    """The condition as PostgreSQL reads a tsquery, which it takes without any parsing of words."""
    phrases = (_tsphrase(part, condition.in_title) for part in condition.parts)
    wanted = (" & " if condition.all_parts else " | ").join(phrases)
    kinds = " | ".join(f"'={kind}'" for kind in condition.kinds)
    return f"({wanted}) & ({kinds})"


def _tsphrase(part: Part, in_title: bool) -> str:
    if len(part) == 1 and not in_title:
        # Without weights the index alone knows the answer.
        return f"'{part[0]}'"
    # A phrase stands within one text, not across the end of one and the beginning of the next.
    texts = "A" if in_title else "ABC"
    ways = (" <-> ".join(f"'{term}':{text}" for term in part) for text in texts)
    return f"({' | '.join(ways)})"
