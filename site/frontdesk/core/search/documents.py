"""Writing the index: single documents as they change, or all that the features offer."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass

from flask import Flask, current_app
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from frontdesk.core.search.models import Document, SearchDocument
from frontdesk.core.search.words import clean, terms

# Counted up when the same text gives other terms, so that `synchronise` writes every row anew.
ANALYSIS = 1
# PostgreSQL keeps no position beyond 16,383, and a phrase needs the positions of its words.
MOST_TERMS = 12_000

Source = Callable[[], Iterable[Document]]


@dataclass
class Changes:
    """How many documents the index gained, rewrote and lost."""

    added: int = 0
    updated: int = 0
    removed: int = 0


def offer(app: Flask, source: Source) -> None:
    """Have `synchronise` bring what `source` yields into the index.

    The source is called in an application context. No two sources may yield the same path.
    """
    app.extensions.setdefault("search_sources", []).append(source)


def put(session: Session, document: Document) -> None:
    """Add the document, or bring the one at its path up to date, in the caller's transaction."""
    digest = _digest(document)
    row = session.scalars(
        select(SearchDocument).where(SearchDocument.path == document.path)
    ).one_or_none()
    if row is None:
        session.add(_fill(SearchDocument(path=document.path), document, digest))
        # So that a second call in one transaction finds this one's row.
        session.flush()
    elif row.digest != digest:
        _fill(row, document, digest)


def remove(session: Session, path: str) -> None:
    """Take the document at this path out, if there is one, in the caller's transaction."""
    session.execute(delete(SearchDocument).where(SearchDocument.path == path))


def synchronise(session: Session) -> Changes:
    """Make the index hold exactly what the features offer, in the caller's transaction."""
    if session.get_bind().dialect.name == "postgresql":
        # Whoever writes meanwhile waits, so that nothing is brought back from an older reading.
        session.execute(text("LOCK TABLE search_document IN SHARE ROW EXCLUSIVE MODE"))
    there = dict(session.execute(_DIGESTS).tuples().all())
    changes, seen = Changes(), set()
    for document in _offered():
        if document.path in seen:
            raise ValueError(f"Two documents are offered for {document.path}.")
        seen.add(document.path)
        digest = _digest(document)
        if document.path not in there:
            session.add(_fill(SearchDocument(path=document.path), document, digest))
            changes.added += 1
        elif there[document.path] != digest:
            put(session, document)
            changes.updated += 1
    for path in there.keys() - seen:
        remove(session, path)
        changes.removed += 1
    return changes


_DIGESTS = select(SearchDocument.path, SearchDocument.digest)


def _offered() -> Iterator[Document]:
    sources: list[Source] = current_app.extensions.get("search_sources", [])
    for source in sources:
        yield from source()


def _fill(row: SearchDocument, document: Document, digest: str) -> SearchDocument:
    row.kind = document.kind
    row.title, row.summary = clean(document.title), clean(document.summary)
    row.body, row.keywords = clean(document.body), clean(", ".join(document.keywords))
    row.changed_at = document.changed_at
    row.searchable_from = document.searchable_from
    row.searchable_until = document.searchable_until
    row.title_terms = _joined(row.title)
    row.summary_terms = _joined(f"{row.summary} {row.keywords}")
    row.body_terms = _joined(row.body)
    row.digest = digest
    return row


def _joined(text: str) -> str:
    return " ".join(terms(text)[:MOST_TERMS])


def _digest(document: Document) -> str:
    return hashlib.sha256(repr((ANALYSIS, *astuple(document))).encode()).hexdigest()
