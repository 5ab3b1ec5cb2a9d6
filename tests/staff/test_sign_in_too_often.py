"""Guessing passwords is slow: by the address it comes from, and by the account it is aimed at."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from frontdesk.staff import accounts
from tests.client import CheckingClient
from tests.conftest import PASSWORD

ROBIN = "robin@site.example"
# As staff/security.py allows: tries a minute from one address, and an hour for one account.
PER_ADDRESS, PER_ACCOUNT = 20, 30

pytestmark = pytest.mark.one_database


@pytest.fixture
def data(app: Flask, client: CheckingClient) -> dict[str, str]:
    accounts.add(ROBIN, "Robin Reed", PASSWORD)
    token = client.form("/staff/sign-in", "Sign in").values["csrf_token"]
    return {"csrf_token": token, "email": ROBIN, "password": "a wrong password"}


def guess(client: CheckingClient, data: dict[str, str], address: str = "10.0.0.1") -> TestResponse:
    return client.post("/staff/sign-in", data=data, environ_base={"REMOTE_ADDR": address})


def test_one_address_may_guess_only_so_often(client: CheckingClient, data: dict[str, str]) -> None:
    for number in range(PER_ADDRESS):
        data["email"] = f"guess{number}@site.example"
        assert guess(client, data).status_code == 200
    answer = guess(client, {**data, "email": ROBIN, "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert guess(client, data, "10.0.0.2").status_code == 200


def test_one_account_may_be_guessed_at_only_so_often_from_wherever(
    client: CheckingClient, data: dict[str, str]
) -> None:
    for number in range(PER_ACCOUNT):
        data["email"] = ROBIN if number % 2 else f" {ROBIN.upper()}"
        assert guess(client, data, f"10.0.0.{number}").status_code == 200
    answer = guess(client, data, "10.0.1.1")
    assert answer.status_code == 429
    assert 60 < int(answer.headers["Retry-After"]) <= 3600
    data["email"] = "kim@site.example"
    assert guess(client, data, "10.0.1.1").status_code == 200


def test_looking_at_the_page_is_not_guessing(client: CheckingClient, data: dict[str, str]) -> None:
    for _ in range(PER_ADDRESS + 1):
        assert client.get("/staff/sign-in").status_code == 200
