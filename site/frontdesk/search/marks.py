"""Where the words that were asked for stand in a text, and the part of it worth showing."""

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from frontdesk.core.search.words import term, words

SNIPPET = 36
BEFORE = 8
SIGHT = SNIPPET - BEFORE


@dataclass(frozen=True)
class Piece:
    """A stretch of text, to be escaped when it is shown; `marked` when it was asked for."""

    text: str
    marked: bool = False


class _Word(NamedTuple):
    start: int
    end: int
    term: str


def marked(text: str, wanted: Collection[str]) -> list[Piece]:
    """The text in pieces. Words side by side share one mark."""
    return list(_pieces(text, [w for w in _read(text) if w.term in wanted], 0, len(text)))


def snippet(summary: str, body: str, body_terms: str, wanted: Collection[str]) -> list[Piece]:
    """The summary, or the part of the body in which more of the wanted words stand together.

    `body_terms` is the body as the index has it, which tells at a glance what is not in it.
    """
    in_summary = len({word.term for word in _read(summary) if word.term in wanted})
    in_body = [term for term in wanted if f" {term} " in f" {body_terms} "]
    if len(in_body) <= in_summary:
        return marked(summary, wanted)
    read, first, hits = _densest(body, in_body)
    if hits <= in_summary:
        return marked(summary, wanted)
    return list(_cut(body, read, max(0, first - BEFORE), wanted))


def _cut(text: str, read: list[_Word], first: int, wanted: Collection[str]) -> Iterator[Piece]:
    shown = read[first : first + SNIPPET]
    start = shown[0].start if first else 0
    end = shown[-1].end if first + SNIPPET < len(read) else len(text)
    if start:
        yield Piece("… ")
    yield from _pieces(text, [word for word in shown if word.term in wanted], start, end)
    if end < len(text):
        yield Piece(" …")


def _read(text: str) -> Iterator[_Word]:
    for found in words(text):
        yield _Word(found.start(), found.end(), term(found.group()))


def _densest(text: str, wanted: Collection[str]) -> tuple[list[_Word], int, int]:
    """The words that were read, the one where most wanted terms are in sight, and how many.

    No more is read than is needed, since a text may be long.
    """
    read: list[_Word] = []
    near: deque[int] = deque()
    first, most = 0, 0
    unread = _read(text)
    for number, word in enumerate(unread):
        read.append(word)
        if word.term not in wanted:
            continue
        near.append(number)
        while near[0] <= number - SIGHT:
            near.popleft()
        hits = len({read[place].term for place in near})
        if hits > most:
            first, most = near[0], hits
        if most == len(wanted):
            break
    read.extend(islice(unread, SNIPPET))
    return read, first, most


def _pieces(text: str, asked: list[_Word], start: int, end: int) -> Iterator[Piece]:
    place = start
    for first, last in _runs(text, asked):
        if first > place:
            yield Piece(text[place:first])
        yield Piece(text[first:last], marked=True)
        place = last
    if place < end:
        yield Piece(text[place:end])


def _runs(text: str, asked: list[_Word]) -> Iterator[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for word in asked:
        if runs and text[runs[-1][1] : word.start] == " ":
            runs[-1] = (runs[-1][0], word.end)
        else:
            runs.append((word.start, word.end))
    return iter(runs)
