"""What somebody may have meant: words of titles that are written much like what was typed."""

from collections.abc import Collection
from difflib import get_close_matches

from frontdesk.core.search.words import fold, words

CLOSE = 0.72
SHORTEST = 3


def nearest(word: str, titles: Collection[str]) -> str | None:
    """The title's word that is most like this one, if any is like it."""
    if len(word) < SHORTEST:
        return None
    known = {fold(found.group()) for title in titles for found in words(title)}
    near = sorted(other for other in known if _comparable(word, other))
    return next(iter(get_close_matches(word, near, n=1, cutoff=CLOSE)), None)


def _comparable(word: str, other: str) -> bool:
    """Whether a closer look may pay, since it is slow: of like length, and sharing two letters."""
    pairs = {word[place : place + 2] for place in range(len(word) - 1)}
    return (
        len(other) >= SHORTEST
        and abs(len(word) - len(other)) <= 2
        and any(pair in other for pair in pairs)
    )
