"""How passwords are kept. This file uses the real cost, and no cheap one."""

import re

import pytest
from flask import Flask

from frontdesk.core.db import db
from frontdesk.staff import accounts
from frontdesk.staff.models import Staff
from tests.conftest import PASSWORD

# The least that OWASP's password storage guidance asks of argon2id: memory in KiB, and rounds.
LEAST = {19 * 1024: 2, 46 * 1024: 1}


@pytest.fixture
def quick_passwords() -> None:
    """Not here: what is tested is the cost."""


def test_a_password_is_kept_as_an_argon2id_hash_that_is_slow_to_guess(app: Flask) -> None:
    accounts.add("robin@site.example", "Robin Reed", PASSWORD)
    stored = db.session.query(Staff).one().password or ""
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$", stored)
    assert found, stored
    memory, rounds = int(found[1]), int(found[2])
    assert any(memory >= least and rounds >= times for least, times in LEAST.items())
