"""What changed between two texts, word by word, as far as a reader wants to know it.

Only paragraphs in which something changed are kept, and the headings above them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from frontdesk.core.markdown import Block, blocks

# A few words that happen to be the same between two changes make the sentence harder to follow.
SHORTEST_ISLAND = 3


@dataclass(frozen=True)
class Run:
    """Words that belong together; `kind` is "same", "added" or "removed"."""

    kind: str
    words: str


@dataclass
class Paragraph:
    heading: bool
    runs: list[Run] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any(run.kind != "same" for run in self.runs)


Token = str | Block
Edit = tuple[str, list[Token]]


@lru_cache(maxsize=64)
def differences(old: str, new: str) -> tuple[Paragraph, ...]:
    """The changed paragraphs from `old` to `new`, both Markdown; none where the words agree."""
    return tuple(_worth_showing(_paragraphs(_edits(list(blocks(old)), list(blocks(new))))))


def _edits(old: list[tuple[Block, str]], new: list[tuple[Block, str]]) -> Iterator[Edit]:
    """Stretches that stayed, were removed or were added: by paragraph first, then by word."""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", _tokens(new[c:d])
        else:
            yield from _word_edits(_tokens(old[a:b]), _tokens(new[c:d]))


def _tokens(found: list[tuple[Block, str]]) -> list[Token]:
    """Words, and before those of each block a mark that says what block it is."""
    tokens: list[Token] = []
    for block, words in found:
        tokens += [block, *words.split()]
    return tokens


def _word_edits(old: list[Token], new: list[Token]) -> Iterator[Edit]:
    """As above by word; changes swallow the small islands between them."""
    removed: list[Token] = []
    added: list[Token] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = new[c:d]
        island = len(words) < SHORTEST_ISLAND and not any(isinstance(word, Block) for word in words)
        if tag != "equal" or (island and (removed or added)):
            removed += old[a:b]
            added += words
        else:
            yield from (("removed", removed), ("added", added), ("same", words))
            removed, added = [], []
    yield from (("removed", removed), ("added", added))


def _paragraphs(edits: Iterable[Edit]) -> Iterator[Paragraph]:
    paragraph = Paragraph(heading=False)
    for kind, tokens in edits:
        words: list[str] = []
        for token in tokens:
            if isinstance(token, Block):
                _append(paragraph, kind, words)
                yield paragraph
                paragraph, words = Paragraph(token is Block.HEADING), []
            else:
                words.append(token)
        _append(paragraph, kind, words)
    yield paragraph


def _append(paragraph: Paragraph, kind: str, words: list[str]) -> None:
    if words:
        paragraph.runs.append(Run(kind, " ".join(words)))


def _worth_showing(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    heading = None
    for paragraph in paragraphs:
        if paragraph.heading and not paragraph.changed:
            heading = paragraph
        elif paragraph.changed:
            if heading and not paragraph.heading:
                yield heading
            heading = None
            yield paragraph
