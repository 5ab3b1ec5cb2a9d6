"""The first page after signing in: what waits, what comes soon, what changed.

It knows no feature. Each offers its own lines, and only to those who may act on them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import Flask, current_app

from frontdesk.staff.member import Member


class Section(StrEnum):
    WAITING = "Waiting for you"
    SOON = "Coming up"
    CHANGED = "Changed lately"


@dataclass(frozen=True)
class Line:
    """One line of the page: what it says, where it leads, and its moment where it has one."""

    section: Section
    text: str
    url: str
    at: datetime | None = None
    detail: str = ""


Source = Callable[[Member], Iterable[Line]]


def offer(app: Flask, source: Source) -> None:
    """Let a feature show lines: `source(member)` gives those that concern this member of staff."""
    app.extensions.setdefault("staff_today", []).append(source)


def lines(member: Member) -> dict[Section, list[Line]]:
    """What this member of staff sees, section by section, each in the order it was offered."""
    found: dict[Section, list[Line]] = {section: [] for section in Section}
    for source in current_app.extensions.get("staff_today", ()):
        for line in source(member):
            found[line.section].append(line)
    return found
