"""Finding: the one place that asks the index."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, or_, select

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.core.search import Kind, SearchDocument
from frontdesk.core.search.words import terms
from frontdesk.search import ranking
from frontdesk.search.engine import Condition, any_of, narrow
from frontdesk.search.marks import Piece, marked, snippet
from frontdesk.search.query import Part, Query, words_of
from frontdesk.search.ranking import Candidate, Key
from frontdesk.search.spelling import nearest

PAGE = 20
# Of each kind this many are ranked at most, so that a word on every page costs no more than that.
# Each kind has its own share, since news outnumber what lasts and would drown it.
MOST = 40
MOST_TITLES = 100


@dataclass(frozen=True)
class Hit:
    path: str
    kind: str
    title: list[Piece]
    snippet: list[Piece]
    changed_at: datetime | None


@dataclass(frozen=True)
class Found:
    """One page of results. `total` counts those on all pages, and `more` says there are others.

    `every_part` is false where nothing had all that was asked for, and these have some of it.
    """

    hits: list[Hit]
    total: int
    more: bool
    every_part: bool
    next: str | None


def find(query: Query, after: str | None = None) -> Found:
    """The results that come after the one whose key is given, or the first."""
    every_part = True
    candidates, more = _candidates(query.parts, all_parts=True)
    if not candidates and len(query.parts) > 1:
        every_part = False
        candidates, more = _candidates(query.parts, all_parts=False)
    ranked = sorted((ranking.key(query.parts, found), found.id) for found in candidates)
    last = read_key(after)
    left = [(key, number) for key, number in ranked if last is None or key > last]
    shown = left[:PAGE]
    return Found(
        hits=_hits([number for _, number in shown], query),
        total=len(ranked),
        more=more,
        every_part=every_part,
        next=write_key(shown[-1][0]) if len(left) > PAGE else None,
    )


def suggestion(query: Query) -> str | None:
    """The question with each word that stands nowhere replaced by one that does, if that finds."""
    text, titles = query.text, None
    for term, word in islice(words_of(query).items(), 8):
        if not _stands_somewhere(term):
            titles = titles or _titles()
            meant = nearest(word, titles)
            if meant:
                text = _replaced(text, term, meant)
    return None if text == query.text else text


def write_key(key: Key) -> str:
    """A result's key as it stands in an address."""
    points, age, path = key
    return f"{-points}.{-age}.{path}"


def read_key(text: str | None) -> Key | None:
    """The key that `write_key` wrote; None for anything else, which is to begin at the first."""
    points, _, rest = (text or "").partition(".")
    age, _, path = rest.partition(".")
    try:
        return -int(points[:20]), -int(age[:20]), path
    except ValueError:
        return None


def _candidates(parts: tuple[Part, ...], all_parts: bool) -> tuple[list[Candidate], bool]:
    """What meets the condition, at most so many of each kind, and whether some were left out."""
    found: dict[int, Candidate] = {}
    more = False
    for kind in Kind:
        condition = Condition(parts, kind, all_parts)
        rows = _matching(condition)
        if len(rows) == MOST:
            more = True
            # The newest of too many; those whose titles have it are wanted in any case.
            if not all(ranking.in_title(parts, row) for row in rows):
                rows += _matching(replace(condition, in_title=True))
        found.update((row.id, row) for row in rows)
    return list(found.values()), more


def _stands_somewhere(term: str) -> bool:
    anything = select(SearchDocument.id).where(_searchable())
    condition = Condition(((term,),), None, all_parts=True)
    return db.session.scalar(any_of(anything, condition, db.engine.dialect.name)) is not None


def _matching(condition: Condition) -> list[Candidate]:
    query = select(
        SearchDocument.id,
        SearchDocument.path,
        SearchDocument.title_terms,
        SearchDocument.summary_terms,
        SearchDocument.body_terms,
        SearchDocument.changed_at,
    ).where(_searchable())
    narrowed = narrow(query, condition, db.engine.dialect.name, MOST)
    return [Candidate(*row) for row in db.session.execute(narrowed)]


def _searchable() -> ColumnElement[bool]:
    now = clock.now()
    begin, end = SearchDocument.searchable_from, SearchDocument.searchable_until
    return or_(begin.is_(None), begin <= now) & or_(end.is_(None), end > now)


def _hits(numbers: list[int], query: Query) -> list[Hit]:
    wanted = set(query.terms)
    rows = db.session.scalars(select(SearchDocument).where(SearchDocument.id.in_(numbers)))
    by_number = {row.id: row for row in rows}
    return [_hit(by_number[number], wanted) for number in numbers if number in by_number]


def _hit(row: SearchDocument, wanted: set[str]) -> Hit:
    return Hit(
        path=row.path,
        kind=row.kind,
        title=marked(row.title, wanted),
        snippet=snippet(row.summary, row.body, row.body_terms, wanted),
        changed_at=row.changed_at,
    )


def _titles() -> list[str]:
    """Titles of each kind, the newest first, that words may be compared with."""
    found: list[str] = []
    for kind in Kind:
        query = (
            select(SearchDocument.title)
            .where(SearchDocument.kind == kind, _searchable())
            .order_by(SearchDocument.id.desc())
            .limit(MOST_TITLES)
        )
        found += db.session.scalars(query)
    return found


def _replaced(text: str, term: str, meant: str) -> str:
    return " ".join(meant if terms(word) == [term] else word for word in text.split())
