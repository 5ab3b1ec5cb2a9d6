"""What somebody typed, read with patience: there is no text that is not a question."""

import re
from dataclasses import dataclass

from frontdesk.core.search.words import clean, fold, terms, words

LONGEST = 200

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))  # noqa: RUF001
_PART = re.compile(r'"([^"]*)"|([^"]+)')

Part = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """`text` is what was typed, made fit to be shown; `shortened` says that its end was left out.

    A part is a term, or the terms of a phrase in quotation marks.
    """

    text: str
    parts: tuple[Part, ...] = ()
    shortened: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term in the order in which it was typed."""
        return tuple(term for part in self.parts for term in part)


def parse(typed: str) -> Query:
    """The question in what was typed: all of it, or what its first 200 characters ask."""
    # Composing accents is slow on very long texts, so what is far too long is cut before.
    text = " ".join(clean(typed[: 2 * LONGEST]).split())
    shortened = len(text) > LONGEST or len(typed) > 2 * LONGEST
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]
    return Query(text, tuple(dict.fromkeys(_parts(text))), shortened)


def words_of(query: Query) -> dict[str, str]:
    """The words that were typed, without case and accents, by their terms."""
    found = {}
    for word in words(query.text):
        for term in terms(word.group()):
            found[term] = fold(word.group())
    return found


def _parts(text: str) -> list[Part]:
    found: list[Part] = []
    for match in _PART.finditer(text.translate(_QUOTES)):
        phrase, loose = match.groups()
        if phrase:
            found.append(tuple(terms(phrase)))
        else:
            found += [(term,) for term in terms(loose or "")]
    return [part for part in found if part]
