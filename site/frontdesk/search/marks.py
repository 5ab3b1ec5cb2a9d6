"""Where the words that were asked for stand in a text, and the part of it worth showing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from frontdesk.core.search.words import term, words

SNIPPET = 36
BEFORE = 8


@dataclass(frozen=True)
class Piece:
    """A stretch of text, to be escaped when it is shown; `marked` when it was asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    term: str


def marked(text: str, wanted: Collection[str]) -> list[Piece]:
    """The text in pieces. Words side by side share one mark."""
    return list(_pieces(text, [w for w in _read(text) if w.term in wanted], 0, len(text)))


def snippet(summary: str, body: str, wanted: Collection[str]) -> list[Piece]:
    """The summary, or the part of the body in which more of the wanted words stand together."""
    read = list(_read(body))
    place, hits = _densest(read, wanted)
    if hits <= len({word.term for word in _read(summary) if word.term in wanted}):
        return marked(summary, wanted)
    shown = read[place : place + SNIPPET]
    start = shown[0].start if place else 0
    end = shown[-1].end if place + SNIPPET < len(read) else len(body)
    asked = [word for word in shown if word.term in wanted]
    inner = list(_pieces(body, asked, start, end))
    before = [Piece("… ")] if start else []
    return [*before, *inner, *([Piece(" …")] if end < len(body) else [])]


def _read(text: str) -> Iterator[_Word]:
    for found in words(text):
        yield _Word(found.start(), found.end(), term(found.group()))


def _densest(read: list[_Word], wanted: Collection[str]) -> tuple[int, int]:
    """The word to begin with so that most wanted terms are in sight, and how many they are."""
    best, most = 0, 0
    places = [number for number, word in enumerate(read) if word.term in wanted]
    for place in places:
        start = max(0, place - BEFORE)
        hits = len({word.term for word in read[place : start + SNIPPET] if word.term in wanted})
        if hits > most:
            best, most = start, hits
        if most == len(wanted):
            break
    return best, most


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
