"""The two databases' ways of asking their full-text index, with one meaning.

A condition says: these parts, all or any of them, within all texts or the title alone, in documents
of one kind or of any. Terms consist of letters and digits only, so nothing that a visitor types can
be read as an operator; the conditions are bound as parameters all the same.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    column,
    literal_column,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from frontdesk.core.search import Kind, SearchDocument
from frontdesk.search.query import Part
from frontdesk.settings import SettingsError

Found = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Condition:
    parts: tuple[Part, ...]
    kind: Kind | None
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


def narrow(query: Found, condition: Condition, dialect: str, most: int) -> Found:
    """A query of SearchDocument kept to what meets the condition: at most so many, newest first."""
    kept, newest = _WAYS[dialect](query, condition)
    return kept.order_by(newest.desc()).limit(most)


def any_of(query: Found, condition: Condition, dialect: str) -> Found:
    """A query of SearchDocument kept to one that meets the condition, no matter which."""
    return _WAYS[dialect](query, condition)[0].limit(1)


def _in_sqlite(query: Found, condition: Condition) -> tuple[Found, ColumnElement[int]]:
    # The index comes first and is read backwards, so that the limit ends the reading.
    index = table("search_index", column("rowid"))
    matching = literal_column("search_index").op("MATCH")(_bound(fts5(condition)))
    joined = query.join(index, index.c.rowid == SearchDocument.id)
    return joined.where(matching), index.c.rowid


def _in_postgresql(query: Found, condition: Condition) -> tuple[Found, ColumnElement[int]]:
    index: ColumnElement[str] = literal_column("search_document.search_index")
    matching = index.bool_op("@@")(cast(_bound(tsquery(condition)), TSQUERY))
    # The index knows the kind as well; this lets the planner read a kind's newest rows instead.
    # It comes first, since a row of another kind is told by a word, and not by all of its terms.
    mine = [SearchDocument.kind == condition.kind] if condition.kind else []
    return query.where(*mine, matching), SearchDocument.id.expression


_WAYS = {"sqlite": _in_sqlite, "postgresql": _in_postgresql}


def _bound(text: str) -> ColumnElement[str]:
    return bindparam(None, text, String)


def fts5(condition: Condition) -> str:
    """The condition as FTS5 reads it."""
    scope = "title_terms" if condition.in_title else "{title_terms summary_terms body_terms}"
    phrases = (f'"{" ".join(part)}"' for part in condition.parts)
    wanted = (" AND " if condition.all_parts else " OR ").join(phrases)
    kind = f' AND (kind : "{condition.kind}")' if condition.kind else ""
    return f"({scope} : ({wanted})){kind}"


def tsquery(condition: Condition) -> str:
    """The condition as PostgreSQL reads a tsquery, which it takes without any parsing of words."""
    phrases = (_tsphrase(part, condition.in_title) for part in condition.parts)
    wanted = (" & " if condition.all_parts else " | ").join(phrases)
    kind = f" & '={condition.kind}'" if condition.kind else ""
    return f"({wanted}){kind}"


def _tsphrase(part: Part, in_title: bool) -> str:
    if in_title:
        return "(" + " <-> ".join(f"'^{term}'" for term in part) + ")"
    if len(part) == 1:
        # Without weights the index alone knows the answer.
        return f"'{part[0]}'"
    # A phrase stands within one text, not across the end of one and the beginning of the next.
    ways = (" <-> ".join(f"'{term}':{text}" for term in part) for text in "ABC")
    return f"({' | '.join(ways)})"
