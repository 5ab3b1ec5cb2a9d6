"""Whoever acts on the staff side, as actions know them: without a request or an account row."""

from dataclasses import dataclass

MANAGER = "manager"


@dataclass(frozen=True)
class Member:
    """The member of staff who acts: `email` for the trail, `name` as customers see it."""

    id: int
    email: str
    name: str
    roles: frozenset[str] = frozenset()

    def may(self, *roles: str) -> bool:
        """Whether this person has one of `roles`. A manager may do everything."""
        return not self.roles.isdisjoint({*roles, MANAGER})
