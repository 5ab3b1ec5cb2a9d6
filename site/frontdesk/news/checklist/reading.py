"""Reading ease by Flesch's formula, told in words: a number helps nobody to write better."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pyphen

from frontdesk.core.markdown import plain
from frontdesk.news.checklist.finding import Finding, quoted, warning
from frontdesk.news.content import Content

# Fewer words say nothing of a text; a caption or a list of names would be judged by chance.
FEWEST_WORDS = 60
# Flesch's own scale calls what lies below "difficult".
EASY_ENOUGH = 50.0
LONG_SENTENCE = 25

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def look(content: Content) -> Iterator[Finding]:
    sentences = _sentences(plain(content.body))
    words = sum(map(_count, sentences))
    if words < FEWEST_WORDS or ease(sentences) >= EASY_ENOUGH:
        return
    longest = max(sentences, key=_count)
    if words / len(sentences) > LONG_SENTENCE or _count(longest) > 2 * LONG_SENTENCE:
        yield warning(f"Long sentences make this hard to read. Split this one: {quoted(longest)}")
    else:
        yield warning("Long words make this hard to read. Would you say them to a customer?")


def ease(sentences: list[str]) -> float:
    """Flesch's reading ease of sentences with at least one word: 100 is easy, 0 very hard."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    syllables = sum(map(_syllables, words))
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)


def _sentences(text: str) -> list[str]:
    return [part for part in _END.split(text) if _WORD.search(part)]


def _count(sentence: str) -> int:
    return len(_WORD.findall(sentence))


@lru_cache(maxsize=10_000)
def _syllables(word: str) -> int:
    return len(_dictionary().positions(word.lower())) + 1


@lru_cache(maxsize=1)
def _dictionary() -> pyphen.Pyphen:
    # No margins: "again" has two syllables, though nobody would break a line there.
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)
