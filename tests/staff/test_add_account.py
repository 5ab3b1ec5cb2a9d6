"""An operator adds an account; nobody can register."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from frontdesk.core import audit
from frontdesk.core.db import db, transaction
from frontdesk.staff import accounts
from frontdesk.staff.accounts import AccountRefused
from frontdesk.staff.models import Staff
from tests.client import CheckingClient
from tests.conftest import PASSWORD

ROBIN = "robin@site.example"


def test_an_account_is_made_with_its_role_and_noted(app: Flask) -> None:
    assert not accounts.any_exist()
    number = accounts.add(" Robin@Site.Example ".strip(), " Robin Reed ", PASSWORD, "manager")
    member = db.session.get_one(Staff, number)
    assert (member.email, member.name, member.active) == (ROBIN, "Robin Reed", True)
    assert [role.name for role in member.roles] == ["manager"]
    assert accounts.any_exist()
    (entry,) = audit.latest()
    assert (entry.actor, entry.subject, entry.detail) == ("operator", ROBIN, "manager")


def test_two_accounts_share_a_role(app: Flask) -> None:
    accounts.add(ROBIN, "Robin Reed", PASSWORD)
    accounts.add("kim@site.example", "Kim Hale", PASSWORD)
    assert [len(member.roles) for member in db.session.query(Staff)] == [1, 1]


@pytest.mark.parametrize(
    ("email", "password", "role", "reason"),
    [
        (ROBIN, PASSWORD, "king", "role must be one of"),
        (ROBIN, "x" * 11, "support", "at least 12"),
        ("robin", PASSWORD, "support", "address will not do"),
        ("", PASSWORD, "support", "address will not do"),
        ("robin@site.example\nBcc: x@y.example", PASSWORD, "support", "address will not do"),
    ],
)
def test_an_account_that_will_not_do_is_refused_with_the_reason(
    app: Flask, email: str, password: str, role: str, reason: str
) -> None:
    with pytest.raises(AccountRefused, match=reason):
        accounts.add(email, "Robin Reed", password, role)
    assert not accounts.any_exist()
    assert audit.latest() == []


@pytest.mark.parametrize("again", [ROBIN, ROBIN.upper()])
def test_an_address_has_one_account(app: Flask, again: str) -> None:
    accounts.add(ROBIN, "Robin Reed", PASSWORD)
    with pytest.raises(AccountRefused, match="already"):
        accounts.add(again, "Robin Rood", PASSWORD)
    assert [member.name for member in db.session.query(Staff)] == ["Robin Reed"]


def test_the_database_too_refuses_a_second_account(app: Flask) -> None:
    accounts.add(ROBIN, "Robin Reed", PASSWORD)
    other = accounts.add("kim@site.example", "Kim Hale", PASSWORD)
    with pytest.raises(IntegrityError), transaction() as session:
        session.get_one(Staff, other).email = ROBIN


def test_nobody_can_register_or_ask_for_a_new_password(client: CheckingClient) -> None:
    for path in ("register", "reset", "change", "confirm", "us-signin", "recover"):
        assert client.get(f"/staff/{path}").status_code == 404
