"""What the tests of sessions share."""

import pytest
from argon2 import PasswordHasher

from frontdesk.remote import actions
from tests.remote.world import AUTHSERV


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "AUTHSERV_ID": AUTHSERV}


@pytest.fixture
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cheaper argon2, for tests that make thousands of keys."""
    monkeypatch.setattr(
        actions, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
