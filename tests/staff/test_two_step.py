"""A code from an app besides the password, for whoever switches it on."""

import base64
import hashlib
import hmac
import re
import time

import pytest
from flask import Flask

from frontdesk.core.db import db
from frontdesk.staff import accounts
from frontdesk.staff.models import Staff
from tests.client import CheckingClient
from tests.conftest import PASSWORD
from tests.page import text_of

ROBIN = "robin@site.example"


def code(key: str, seconds: float = 0) -> str:
    """What an authenticator app shows (RFC 6238: SHA-1, six digits, thirty seconds)."""
    secret = base64.b32decode(re.sub(r"[\s-]", "", key).upper())
    step = int((time.time() + seconds) // 30)
    digest = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@pytest.fixture
def key(app: Flask, client: CheckingClient) -> str:
    """Robin has switched it on, with this key, and is signed out again."""
    accounts.add(ROBIN, "Robin Reed", PASSWORD)
    client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=PASSWORD)
    page = client.form("/staff/two-step", "Set it up").submit()
    shown = re.search(r'class="key">([^<]+)<', page.text)
    assert shown
    assert "data:image" in page.text
    done = client.form_in(page, "Switch it on").submit(code=code(shown[1]))
    assert done.status_code in (302, 303)
    client.form("/staff/support", "Sign out").submit()
    return shown[1]


def first_step(client: CheckingClient) -> str:
    answer = client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=PASSWORD)
    assert answer.status_code == 302
    return str(answer.location)


def inside(client: CheckingClient) -> bool:
    return client.get("/staff/support").status_code == 200


def test_the_code_set_up_is_the_code_that_lets_in(client: CheckingClient, key: str) -> None:
    place = first_step(client)
    assert not inside(client)
    answer = client.form(place, "Sign in").submit(code=code(key))
    assert answer.status_code == 302
    assert inside(client)


@pytest.mark.parametrize("wrong", ["", "000000x", "abcdef", "1" * 500])
def test_a_wrong_code_leads_nowhere(client: CheckingClient, key: str, wrong: str) -> None:
    answer = client.form(first_step(client), "Sign in").submit(code=wrong)
    assert answer.status_code == 200
    assert "There is something to put right" in text_of(answer.text)
    assert not inside(client)


def test_an_old_code_leads_nowhere(client: CheckingClient, key: str) -> None:
    client.form(first_step(client), "Sign in").submit(code=code(key, -600))
    assert not inside(client)


def test_codes_can_be_guessed_only_so_often(client: CheckingClient, key: str) -> None:
    form = client.form(first_step(client), "Sign in")
    tries = [form.submit(code=f"{number:06}").status_code for number in range(21)]
    assert 429 in tries
    assert not inside(client)


def test_without_the_password_there_is_no_second_step(client: CheckingClient, key: str) -> None:
    answer = client.get("/staff/two-step-code")
    assert answer.status_code == 302
    assert answer.location.startswith("/staff/sign-in")


def test_the_key_is_not_stored_readably(client: CheckingClient, key: str) -> None:
    stored = db.session.query(Staff).one().tf_totp_secret
    assert stored
    assert re.sub(r"[\s-]", "", key).upper() not in stored.upper()


def test_a_wrong_code_switches_nothing_on(app: Flask, client: CheckingClient) -> None:
    accounts.add(ROBIN, "Robin Reed", PASSWORD)
    first_step(client)
    page = client.form("/staff/two-step", "Set it up").submit()
    client.form_in(page, "Switch it on").submit(code="000000x")
    assert db.session.query(Staff).one().tf_primary_method is None


def test_it_can_be_switched_off_by_whoever_is_inside(client: CheckingClient, key: str) -> None:
    client.form(first_step(client), "Sign in").submit(code=code(key))
    client.form("/staff/two-step", "Switch it off").submit()
    client.form("/staff/support", "Sign out").submit()
    first_step(client)
    assert inside(client)
