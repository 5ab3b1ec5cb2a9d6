"""Managers invite; whoever is invited chooses a password by a link that is good once."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import audit, clock
from frontdesk.core.db import db
from frontdesk.staff.models import Invitation, Staff
from tests.client import CheckingClient, sign_in
from tests.outbox import outbox_mail
from tests.staff.authenticator import Authenticator
from tests.staff.test_passkeys import add

KIM = "kim@site.example"
GOOD = "four unrelated words here"


def invite(manager: CheckingClient, email: str = KIM, role: str = "author") -> int:
    form = manager.form("/staff/people", "Send the invitation")
    return form.submit(email=email, name="Kim Hale", role=role).status_code


def link(kind: str = "staff_invitation") -> str:
    found = re.search(r"/staff/join/[a-z0-9]{26}", outbox_mail(kind)[-1].text or "")
    assert found
    return found[0]


def take_up(client: CheckingClient, password: str = GOOD) -> int:
    form = client.form(link(), "Set the password")
    return form.submit(name="Kim Hale", password=password).status_code


def test_the_invited_choose_a_password_and_are_in(
    manager_client: CheckingClient, client: CheckingClient
) -> None:
    assert invite(manager_client) == 303
    assert "kim@site.example, author, the link is good until" in manager_client.text(
        "/staff/people"
    )
    assert take_up(client) == 303
    sign_in(client, KIM, GOOD)
    assert client.get("/staff/").status_code == 200
    assert client.get("/staff/people").status_code == 403
    deeds = [(entry.actor, entry.action) for entry in audit.latest()]
    assert ("morgan@site.example", "invited") in deeds
    assert (KIM, "joined") in deeds


def test_the_link_is_good_once(manager_client: CheckingClient, client: CheckingClient) -> None:
    invite(manager_client)
    form = client.form(link(), "Set the password")
    assert form.submit(name="Kim Hale", password=GOOD).status_code == 303
    assert form.submit(name="Eve", password="another good password").status_code == 410
    assert client.get(link()).status_code == 410
    assert db.session.query(Staff).filter_by(name="Eve").count() == 0


def test_the_link_dies_after_a_week(manager_client: CheckingClient, client: CheckingClient) -> None:
    invite(manager_client)
    with clock.shifted(timedelta(days=7, minutes=1)):
        assert client.get(link()).status_code == 410
    assert client.get(link()).status_code == 200


def test_a_withdrawn_link_and_one_sent_again_are_dead(
    manager_client: CheckingClient, client: CheckingClient
) -> None:
    invite(manager_client)
    first = link()
    manager_client.form("/staff/people", "Send again").submit()
    assert client.get(first).status_code == 410
    assert client.get(link()).status_code == 200
    manager_client.form("/staff/people", "Withdraw").submit()
    assert client.get(link()).status_code == 410
    assert client.get("/staff/join/" + "a" * 26).status_code == 410


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "at least 12"),
        ("x" * 1001, "at most 1,000"),
        ("aaaaaaaaaaaaaa", "repeats"),
        ("123456789012", "repeats"),
        ("Password2026!", "first passwords"),
        ("P@ssw0rd123456", "first passwords"),
        ("kim@site.example", "everybody who knows you"),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(
    manager_client: CheckingClient, client: CheckingClient, password: str, reason: str
) -> None:
    invite(manager_client)
    answer = client.form(link(), "Set the password").submit(name="Kim", password=password)
    assert answer.status_code == 422
    assert reason in answer.text
    assert client.get(link()).status_code == 200


def test_the_token_is_not_stored_readably(manager_client: CheckingClient) -> None:
    invite(manager_client)
    assert link().rsplit("/", 1)[1] not in db.session.query(Invitation).one().token_hash


def test_nobody_is_invited_twice_or_without_role_or_address(manager_client: CheckingClient) -> None:
    assert invite(manager_client) == 303
    assert invite(manager_client) == 422
    assert invite(manager_client, "morgan@site.example") == 422
    assert invite(manager_client, "nobody") == 422
    assert invite(manager_client, "new@site.example", "king") == 422
    assert len(outbox_mail("staff_invitation")) == 1


@pytest.mark.parametrize("role", ["editor", "manager"])
def test_editors_and_managers_set_up_a_second_step_before_anything_else(
    app: Flask, manager_client: CheckingClient, client: CheckingClient, role: str
) -> None:
    invite(manager_client, role=role)
    take_up(client)
    client.form("/staff/sign-in", "Sign in").submit(email=KIM, password=GOOD)
    for page in ("/staff/", "/staff/news", "/staff/people", "/staff/passkey"):
        assert client.get(page).location == "/staff/account"
    assert "Your role needs more than a password" in client.text("/staff/account")
    changed = client.form("/staff/account", "Change the password")
    changed.submit(present=GOOD, password="another four words here")
    assert audit.latest(1)[0].action == "signed in"
    add(client, Authenticator())
    assert client.get("/staff/").status_code == 200
    assert "Your role needs" not in client.text("/staff/account")
