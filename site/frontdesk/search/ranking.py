"""What comes first: one order for both databases.

The databases find; they would rank by different rules, so this does. Words count by where they
stand: title, then summary and keywords, then body.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from frontdesk.search.query import Part

PART = 10_000
# What a part of the question is worth by the best place where it stands: title, summary with
# keywords, body. And what the whole question is worth, word after word.
PLACES = (400, 150, 1)
WHOLE = (500, 250, 120)
OFTEN = 60
# What a title gets that consists of nothing but what was asked for.
COVER = 200

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Candidate:
    """A document that was found, with its terms in one line for each of its texts."""

    id: int
    path: str
    title: str
    summary: str
    body: str
    changed_at: datetime | None


# Points, then the newer, then the path; the smaller comes first.
Key = tuple[int, int, str]


def key(parts: Sequence[Part], found: Candidate) -> Key:
    """Where a candidate stands in the order of results."""
    age = int(((found.changed_at or _EVER) - _EVER).total_seconds())
    return -points(parts, found), -age, found.path


def points(parts: Sequence[Part], found: Candidate) -> int:
    texts = [f" {text} " for text in (found.title, found.summary, found.body)]
    total = sum(_part_points(_line(part), texts) for part in parts)
    if len(parts) > 1:
        total += _best(_line([term for part in parts for term in part]), texts, WHOLE)
    return total + _cover(parts, found.title)


def in_title(parts: Sequence[Part], found: Candidate) -> bool:
    """Whether the title has every part, and the document so stands among the first."""
    return all(_line(part) in f" {found.title} " for part in parts)


def _part_points(part: str, texts: list[str]) -> int:
    best = _best(part, texts, PLACES)
    if not best:
        return 0
    times = texts[-1].count(part)
    # The more parts of the question a document has, the sooner it comes, whatever else it has.
    # More often in the body counts less and less.
    return PART + best + OFTEN * times // (times + 2)


def _best(line: str, texts: list[str], worth: Sequence[int]) -> int:
    """The worth of the best place in which the terms stand."""
    return max(points * (line in text) for text, points in zip(texts, worth, strict=True))


def _cover(parts: Sequence[Part], title: str) -> int:
    asked = {term for part in parts for term in part}
    there = title.split()
    return COVER * sum(term in asked for term in there) // len(there) if there else 0


def _line(terms: Sequence[str]) -> str:
    return f" {' '.join(terms)} "
