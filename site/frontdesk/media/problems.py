"""What keeps pictures from being shown to visitors."""

from collections.abc import Sequence

from frontdesk.media import store
from frontdesk.media.alt import MISSING, fault
from frontdesk.media.models import MediaPicture, State


def problems(ids: Sequence[int]) -> list[str]:
    """One sentence for each thing to be put right before these pictures may be shown."""
    found = store.by_ids(ids)
    return [line for number in dict.fromkeys(ids) if (line := _problem(number, found.get(number)))]


def _problem(number: int, picture: MediaPicture | None) -> str:
    if picture is None:
        return f"Picture {number} is no longer there: choose another."
    name = f"Picture {number} ({picture.file_name})"
    if picture.state == State.REFUSED:
        return f"{name} cannot be shown: {picture.reason}."
    if not picture.decorative and (wrong := _wrong(picture)):
        return f"{name} has no alt text that will do. {wrong}"
    if picture.state == State.WAITING:
        return f"{name} is being made: {picture.made} of {picture.wanted} sizes so far."
    return ""


def _wrong(picture: MediaPicture) -> str:
    return fault(picture.alt, picture.file_name) if picture.alt else MISSING
