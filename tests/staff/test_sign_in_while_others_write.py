"""The worker may write at any moment, also between the reading of an account and its use."""

from typing import Any

import pytest
from flask import Flask
from flask_security.signals import user_authenticated
from sqlalchemy import text

from frontdesk.core import audit
from frontdesk.core.db import db
from frontdesk.staff import accounts
from tests.client import CheckingClient
from tests.conftest import PASSWORD

ROBIN = "robin@site.example"


@pytest.fixture
def another_writes(app: Flask) -> Any:
    """Another connection commits just as the password has been found right."""
    accounts.add(ROBIN, "Robin Reed", PASSWORD)

    def write(_app: Flask, **_given: Any) -> None:
        with db.engine.connect().execution_options(write=True) as other, other.begin():
            other.execute(text("UPDATE role SET description = 'changed meanwhile'"))

    with user_authenticated.connected_to(write, app):
        yield


def test_signing_in_succeeds_and_is_noted(client: CheckingClient, another_writes: None) -> None:
    answer = client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=PASSWORD)
    assert answer.status_code in (302, 303)
    assert client.get("/staff/support").status_code == 200
    assert [entry.action for entry in audit.latest(1)] == ["signed in"]
