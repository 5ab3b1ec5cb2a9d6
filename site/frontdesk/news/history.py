"""The history of a story as a person reads it, and what changed between two of its texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from frontdesk.core.differences import Paragraph, differences
from frontdesk.news import topics
from frontdesk.news.content import Content, Photograph
from frontdesk.news.londontime import parts
from frontdesk.news.models import Kind, NewsRevision

LABELS = {
    "title": "Title",
    "summary": "Summary",
    "body": "Text",
    "topics": "Topics",
    "place": "Place",
    "installed_on": "Installed on",
    "spec": "Specification",
    "product": "Product",
    "lead": "Lead picture",
    "gallery": "Pictures",
    "visible_from": "Goes live",
    "visible_until": "Shown until",
}
# Only of these is it worth to say which words changed.
LONG = ("summary", "body")


@dataclass(frozen=True)
class Span:
    """Revisions that followed each other while one person was writing; of other kinds just one."""

    revisions: tuple[NewsRevision, ...]

    @property
    def last(self) -> NewsRevision:
        return self.revisions[0]

    @property
    def first(self) -> NewsRevision:
        return self.revisions[-1]


@dataclass(frozen=True)
class Change:
    """A field that differs: both texts, and of long ones the paragraphs that changed."""

    field: str
    label: str
    old: str
    new: str
    paragraphs: tuple[Paragraph, ...] = ()


def spans(revisions: Iterable[NewsRevision]) -> list[Span]:
    """The history, the newest first, with what was kept while writing drawn together."""
    grouped = groupby(revisions, key=_together)
    return [Span(tuple(found)) for _, found in grouped]


def changes(old: Content, new: Content) -> list[Change]:
    """Every field that differs, in the order of the form."""
    return [
        _change(field, old, new) for field in LABELS if _value(old, field) != _value(new, field)
    ]


def said(content: Content, field: str) -> str:
    """What the content says in a field, in words."""
    value = _value(content, field)
    if value is None:
        return ""
    if field == "topics":
        names = {topic.slug: topic.name for topic in topics.all_topics()}
        return ", ".join(names.get(topic, topic) for topic in content.topics)
    if field == "spec":
        return "\n".join(f"{label}: {text}" for label, text in content.spec)
    if field in ("lead", "gallery"):
        shown = (content.lead,) if field == "lead" else content.gallery
        return "\n".join(_picture(photograph) for photograph in shown if photograph)
    if field in ("visible_from", "visible_until"):
        day, time, _ = parts(value)  # type: ignore[arg-type]
        return f"{day}, {time} London time"
    return str(value)


def _together(revision: NewsRevision) -> tuple[object, ...]:
    if revision.kind == Kind.AUTOSAVE and not revision.name:
        return (revision.author_id, revision.author)
    return ("alone", revision.number)


def _change(field: str, old: Content, new: Content) -> Change:
    before, after = said(old, field), said(new, field)
    paragraphs = differences(before, after) if field in LONG else ()
    return Change(field, LABELS[field], before, after, paragraphs)


def _value(content: Content, field: str) -> object:
    return getattr(content, field)


def _picture(photograph: Photograph) -> str:
    words = "decoration" if photograph.decorative else photograph.alt or "no words for it yet"
    caption = f" ({photograph.caption})" if photograph.caption else ""
    return f"{photograph.picture}: {words}{caption}"
