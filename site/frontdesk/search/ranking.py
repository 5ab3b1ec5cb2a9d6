"""What comes first: one order for both databases.

The databases find; they would rank by different rules, so this does. Words count by where they
stand: title, then summary and keywords, then body.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from frontdesk.search.query import Part

PART = 10_000
TITLE, SUMMARY, MOST_BODY = 400, 150, 60
# The whole question, word after word.
WHOLE_TITLE, WHOLE_SUMMARY, WHOLE_BODY = 500, 250, 120
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
    title, summary, body = f" {found.title} ", f" {found.summary} ", f" {found.body} "
    total = sum(_part_points(_line(part), title, summary, body) for part in parts)
    whole = _line([term for part in parts for term in part])
    if len(parts) > 1:
        total += WHOLE_TITLE * (whole in title)
        total += WHOLE_SUMMARY * (whole in summary) + WHOLE_BODY * (whole in body)
    return total + _cover(parts, title)


def _part_points(part: str, title: str, summary: str, body: str) -> int:
    times = body.count(part)
    if part not in title and part not in summary and not times:
        return 0
    # The more parts of the question a document has, the sooner it comes, whatever else it has.
    # More often in the body counts less and less.
    in_body = MOST_BODY * times // (times + 2)
    return PART + TITLE * (part in title) + SUMMARY * (part in summary) + in_body


def _cover(parts: Sequence[Part], title: str) -> int:
    asked = {term for part in parts for term in part}
    there = title.split()
    return COVER * sum(term in asked for term in there) // len(there) if there else 0


def _line(terms: Sequence[str]) -> str:
    return f" {' '.join(terms)} "
