"""Making one text of two that were written at the same time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.core.differences import Paragraph
from frontdesk.news import history
from frontdesk.news.content import Content

YOURS, THEIRS, BOTH = "yours", "theirs", "both"
# A merged text may hold both, one after the other.
JOINABLE = ("body",)


@dataclass(frozen=True)
class Choice:
    """A field in which two texts differ; `wanted` is what is chosen unless a person says else."""

    field: str
    label: str
    yours: str
    theirs: str
    wanted: str
    joinable: bool
    paragraphs: tuple[Paragraph, ...]


def choices(yours: Content, theirs: Content, base: Content) -> list[Choice]:
    """The fields to choose in. Where only one of the two has changed what was there before, that
    one is chosen already."""
    return [
        Choice(
            field=change.field,
            label=change.label,
            yours=change.new,
            theirs=change.old,
            wanted=_wanted(change.field, yours, base),
            joinable=change.field in JOINABLE,
            paragraphs=change.paragraphs,
        )
        for change in history.changes(theirs, yours)
    ]


def chosen(yours: Content, theirs: Content, picked: Mapping[str, str]) -> Content:
    """The one text: theirs, but for the fields of which `picked` says otherwise."""
    taken: dict[str, Any] = {}
    for field in history.LABELS:
        if picked.get(field) == YOURS:
            taken[field] = getattr(yours, field)
        elif picked.get(field) == BOTH and field in JOINABLE:
            taken[field] = f"{getattr(theirs, field)}\n\n{getattr(yours, field)}"
    return replace(theirs, **taken)


def _wanted(field: str, yours: Content, base: Content) -> str:
    return THEIRS if getattr(yours, field) == getattr(base, field) else YOURS
