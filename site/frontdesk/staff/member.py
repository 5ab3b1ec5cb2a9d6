"""Whoever acts on the staff side, as actions know them: without a request or an account row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """The member of staff who acts: `email` for the trail, `name` as customers see it."""

    id: int
    email: str
    name: str
