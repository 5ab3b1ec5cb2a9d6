"""Staff sign in with address and password; nobody learns from outside who works here."""

from http.cookies import SimpleCookie

import pytest
from flask import Flask

from frontdesk.core import audit
from frontdesk.core.db import transaction
from frontdesk.staff import accounts
from frontdesk.staff.models import Staff
from tests.client import CheckingClient
from tests.conftest import PASSWORD
from tests.page import text_of

ROBIN = "robin@site.example"


@pytest.fixture(autouse=True)
def robin(app: Flask) -> None:
    accounts.add(ROBIN, "Robin Reed", PASSWORD)


def try_in(client: CheckingClient, email: str = ROBIN, password: str = PASSWORD) -> str:
    answer = client.form("/staff/sign-in", "Sign in").submit(email=email, password=password)
    return answer.location or text_of(answer.text)


def inside(client: CheckingClient) -> bool:
    return client.get("/staff/support").status_code == 200


def test_the_right_password_leads_to_what_waits_today(client: CheckingClient) -> None:
    assert not inside(client)
    assert try_in(client) == "/staff/"
    assert "Nothing waits for you" in client.text("/staff/")
    assert inside(client)
    newest = audit.latest()[0]
    assert (newest.actor, newest.action) == (ROBIN, "signed in")


def test_the_address_may_be_in_capitals(client: CheckingClient) -> None:
    try_in(client, email="Robin@Site.Example")
    assert inside(client)


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper(), PASSWORD + " ", "x" * 10_000])
def test_a_wrong_password_leads_nowhere(client: CheckingClient, password: str) -> None:
    try_in(client, password=password)
    assert not inside(client)
    assert "signed in" not in [entry.action for entry in audit.latest()]


def test_known_and_unknown_addresses_get_the_same_answer(client: CheckingClient) -> None:
    known = try_in(client, password="a wrong password")
    unknown = try_in(client, email="nobody@site.example", password="a wrong password")
    assert known == unknown
    assert "Authentication failed" in known


def test_somebody_who_has_left_cannot_sign_in(app: Flask, client: CheckingClient) -> None:
    with transaction() as session:
        session.query(Staff).update({"active": False})
    try_in(client)
    assert not inside(client)


def test_after_signing_in_one_lands_where_one_wanted_to_go(client: CheckingClient) -> None:
    wanted = client.get("/staff/mail")
    answer = client.form(wanted.location, "Sign in").submit(email=ROBIN, password=PASSWORD)
    assert answer.location == "/staff/mail"


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "\\\\x"]
)
def test_the_sign_in_sends_nobody_to_another_site(client: CheckingClient, elsewhere: str) -> None:
    token = client.form("/staff/sign-in", "Sign in").values["csrf_token"]
    answer = client.post(
        "/staff/sign-in",
        query_string={"next": elsewhere},
        data={"csrf_token": token, "email": ROBIN, "password": PASSWORD, "next": elsewhere},
    )
    assert "elsewhere" not in (answer.location or "")
    assert not (answer.location or "").startswith(("//", "\\"))


def test_without_the_pages_own_token_nobody_signs_in(client: CheckingClient) -> None:
    answer = client.post("/staff/sign-in", data={"email": ROBIN, "password": PASSWORD})
    assert answer.status_code == 400
    assert not inside(client)


def test_the_cookie_is_for_the_staff_side_alone_and_out_of_reach_of_scripts(
    client: CheckingClient,
) -> None:
    form = client.form("/staff/sign-in", "Sign in")
    cookies = form.submit(email=ROBIN, password=PASSWORD).headers.getlist("Set-Cookie")
    (morsel,) = [m for cookie in cookies for m in SimpleCookie(cookie).values()]
    assert morsel.key == "frontdesk_staff"
    assert (morsel["path"], morsel["samesite"], bool(morsel["httponly"])) == ("/staff", "Lax", True)
    assert client.get("/").headers.get("Set-Cookie") is None


def test_over_https_the_cookie_is_secure(make_app: object, client: CheckingClient) -> None:
    app = make_app(BASE_URL="https://www.site.example")  # type: ignore[operator]
    with app.app_context():
        page = app.test_client().get("/staff/sign-in", base_url="https://www.site.example")
    assert "Secure" in page.headers["Set-Cookie"]


def test_signing_out_is_a_button_and_ends_it(client: CheckingClient) -> None:
    try_in(client)
    assert client.get("/staff/sign-out").status_code == 405
    assert inside(client)
    form = client.form("/staff/support", "Sign out")
    assert form.submit().location == "/staff/sign-in"
    assert not inside(client)


def test_signing_out_needs_the_pages_own_token(client: CheckingClient) -> None:
    try_in(client)
    assert client.post("/staff/sign-out").status_code == 400
    assert inside(client)


def test_no_cookie_leaves_the_staff_pages_though_one_to_be_remembered_by_is_asked_for(
    client: CheckingClient,
) -> None:
    form = client.form("/staff/sign-in", "Sign in")
    answer = form.send({**form.data(email=ROBIN, password=PASSWORD), "remember": "y"})
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    assert all("Path=/staff" in cookie for cookie in cookies)
