"""What keeps pictures from being shown to visitors."""

from collections.abc import Sequence
from typing import Protocol

from frontdesk.media import store
from frontdesk.media.alt import MISSING, fault
from frontdesk.media.models import MediaPicture, State


class Shown(Protocol):
    """A picture as a page will show it: its digest, and what is said of it there."""

    @property
    def picture(self) -> str: ...

    @property
    def alt(self) -> str: ...

    @property
    def decorative(self) -> bool: ...


def problems(shown: Sequence[Shown]) -> list[str]:
    """A sentence for each picture on what is to be put right first; empty where nothing is."""
    found = store.by_digests([one.picture for one in shown])
    return [_words(one, found.get(one.picture)) or _state(found.get(one.picture)) for one in shown]


def _words(shown: Shown, found: MediaPicture | None) -> str:
    if shown.decorative:
        return ""
    return fault(shown.alt, found.file_name if found else "") if shown.alt.strip() else MISSING


def _state(found: MediaPicture | None) -> str:
    # Those that came with the site are not in the table, and were made before it started.
    if found is None or found.state == State.READY:
        return ""
    if found.state == State.REFUSED:
        return f"It cannot be shown: {found.reason}."
    return f"It is still being made: {found.made} of {found.wanted} sizes so far."
