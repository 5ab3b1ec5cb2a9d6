"""From text to terms: the one reading that the index, the questions and the marks share.

A term is a word without case and accents, reduced to its English stem. The databases are handed
terms and take them as they are, which is why both find the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from frontdesk.core.search.stem import stem

_WORD = re.compile(r"[^\W_]+")
# No page may hold a control character, half a character or a code point that is none for ever.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_UNFOLDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
LONGEST = 40

# Words that stand on nearly every page and tell none from another. The last are what an apostrophe
# leaves. "On", "off" and "no" are not among them: a sign is on or off, and shows no picture.
_COMMON = """
    a an the and or but if of to in at by for from with as is are was were be been being am it its
    this that these those there here he she they them his her their we us our you your i me my do
    does did has have had can could will would shall should may might must not so than then too
    very what which who whom whose when where why how
    s t d ll ve re m
"""
STOP_WORDS = frozenset(_COMMON.split())


def clean(text: str) -> str:
    """The text with accents composed, and with a space for each character that no page may hold."""
    return unicodedata.normalize("NFC", _UNFIT.sub(" ", text))


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a clean text, each with its place."""
    return _WORD.finditer(text)


def terms(text: str) -> list[str]:
    """The terms of a clean text in their order, without stop words."""
    return [found for word in words(text) if (found := term(word.group()))]


@lru_cache(maxsize=20_000)
def term(word: str) -> str:
    """The term of one word: letters and digits only; empty for a stop word."""
    folded = fold(word)
    return "" if folded in STOP_WORDS else stem(folded)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The word without case and accents, at most 40 characters long."""
    plain = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(_UNFOLDED)
    return "".join(letter for letter in plain if letter.isalnum())[:LONGEST]
