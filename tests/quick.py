"""Passwords hashed cheaply, for tests that sign people in and are about something else."""

import pytest
from flask_security import core

CHEAP = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Still argon2, but hundreds of sign-ins do not each take as long as a guesser should."""
    monkeypatch.setitem(core._default_config, "PASSWORD_HASH_PASSLIB_OPTIONS", CHEAP)
