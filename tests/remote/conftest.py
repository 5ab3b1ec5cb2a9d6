"""What the tests of sessions share."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher

from frontdesk.remote import actions
from tests.client import CheckingClient
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


@pytest.fixture
def sam(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    """The representative whom the factories name, signed in."""
    return make_staff("sam@site.example", "Sam Lee")


@pytest.fixture
def alex(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    """A colleague who is not named for the session."""
    return make_staff("alex@site.example", "Alex Kim")
