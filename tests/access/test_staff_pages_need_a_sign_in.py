"""Nobody gets at the staff side without signing in, or without the page's own token."""

from flask import Flask

from tests.access.routes import INSIDE
from tests.access.world import address_in, listening_for_writes, rules
from tests.client import CheckingClient
from tests.factories import a_live_session


def test_a_stranger_who_looks_is_sent_to_the_sign_in(app: Flask, client: CheckingClient) -> None:
    session = a_live_session()[0]
    for rule in rules(app, "GET", *INSIDE):
        answer = client.get(address_in(app, rule, session))
        assert answer.status_code == 302, rule.rule
        assert answer.location.startswith("/staff/sign-in"), rule.rule


def test_a_stranger_who_acts_is_refused_even_with_a_token_of_the_sign_in_page(
    app: Flask, client: CheckingClient
) -> None:
    session = a_live_session()[0]
    token = client.form("/staff/sign-in", "Sign in").values["csrf_token"]
    with listening_for_writes() as heard:
        for rule in rules(app, "POST", *INSIDE):
            answer = client.post(address_in(app, rule, session), data={"csrf_token": token})
            assert answer.status_code == 302, rule.rule
            assert answer.location.startswith("/staff/sign-in"), rule.rule
    assert heard == []


def test_staff_who_act_without_the_pages_token_are_refused(
    app: Flask, staff_client: CheckingClient
) -> None:
    session = a_live_session()[0]
    with listening_for_writes() as heard:
        for rule in rules(app, "POST", *INSIDE):
            answer = staff_client.post(address_in(app, rule, session))
            assert answer.status_code == 400, rule.rule
    assert heard == []
