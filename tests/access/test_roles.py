"""Every staff route against every role: who has none of the roles that it is for is refused."""

from collections.abc import Callable

import pytest
from flask import Flask

from frontdesk.core.db import transaction
from frontdesk.staff.models import Staff
from tests.access.routes import INSIDE, ROLES, ROUTES
from tests.access.world import address_in, listening_for_writes, rules, with_everything
from tests.client import CheckingClient
from tests.factories import a_live_session

# What lacks its fields, or comes too late, is answered otherwise.
REFUSALS = (401, 403, 405)
EVERYBODY = sorted(set().union(*ROLES.values()))


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_opens_what_is_for_it_and_nothing_else(
    app: Flask, make_staff: Callable[..., CheckingClient], role: str
) -> None:
    session = with_everything()
    client = make_staff(role=role)
    for rule in rules(app, "GET", *INSIDE):
        answer = client.get(address_in(app, rule, session))
        wanted = (200, 302) if role in ROLES[ROUTES[rule.endpoint]] else (403,)
        assert answer.status_code in wanted, f"{rule.rule} answers {answer.status}"


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_may_do_what_is_for_it(
    app: Flask, make_staff: Callable[..., CheckingClient], role: str
) -> None:
    session = with_everything()
    client = make_staff(role=role)
    token = client.form("/staff/", "Sign out").values["csrf_token"]
    for rule in rules(app, "POST", *INSIDE):
        if role in ROLES[ROUTES[rule.endpoint]]:
            answer = client.post(address_in(app, rule, session), data={"csrf_token": token})
            assert answer.status_code not in REFUSALS, f"{rule.rule} answers {answer.status}"
            assert "/sign-in" not in (answer.location or ""), rule.rule


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_that_is_not_meant_changes_nothing(
    app: Flask, make_staff: Callable[..., CheckingClient], role: str
) -> None:
    session = a_live_session()[0]
    client = make_staff(role=role)
    token = client.form("/staff/", "Sign out").values["csrf_token"]
    with listening_for_writes() as heard:
        for rule in rules(app, "POST", *INSIDE):
            if role in ROLES[ROUTES[rule.endpoint]]:
                continue
            answer = client.post(address_in(app, rule, session), data={"csrf_token": token})
            assert answer.status_code == 403, f"{rule.rule} answers {answer.status}"
    assert heard == []


@pytest.mark.parametrize("role", EVERYBODY)
def test_nobody_is_offered_a_page_that_refuses_them(
    make_staff: Callable[..., CheckingClient], role: str
) -> None:
    client = make_staff(role=role)
    found = client.links("/staff/")
    assert found
    for address in found:
        assert client.get(address).status_code in (200, 302), address


def test_whoever_has_left_is_outside_at_once(
    app: Flask, make_staff: Callable[..., CheckingClient]
) -> None:
    session = a_live_session()[0]
    client = make_staff()
    token = client.form("/staff/", "Sign out").values["csrf_token"]
    with transaction() as database:
        database.query(Staff).filter_by(email="robin@site.example").update({"active": False})
    with listening_for_writes() as heard:
        for method in ("GET", "POST"):
            for rule in rules(app, method, *INSIDE):
                data = {"csrf_token": token} if method == "POST" else None
                answer = client.open(address_in(app, rule, session), method=method, data=data)
                assert answer.status_code == 302, f"{method} {rule.rule} answers {answer.status}"
                assert answer.location.startswith("/staff/sign-in"), rule.rule
    assert heard == []
