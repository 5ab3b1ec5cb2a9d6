"""Staff see where they are signed in, end what they do not know, and hear of what is odd."""

from datetime import timedelta

import pytest
from flask import Flask

from frontdesk.core import clock
from frontdesk.core.db import db
from frontdesk.staff import accounts, sessions
from frontdesk.staff.browsers import family
from frontdesk.staff.models import StaffSession
from tests.client import CheckingClient
from tests.conftest import PASSWORD
from tests.outbox import outbox_mail

ROBIN = "robin@site.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def robin(app: Flask) -> None:
    accounts.add(ROBIN, "Robin Reed", PASSWORD)


def enter(app: Flask, agent: str = FIREFOX, password: str = PASSWORD) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.environ_base["HTTP_USER_AGENT"] = agent
    client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=password)
    return client


def inside(client: CheckingClient) -> bool:
    return client.get("/staff/").status_code == 200


def test_browsers_are_told_apart_in_words_that_people_know() -> None:
    assert family(FIREFOX) == "Firefox on Windows"
    assert family(SAFARI) == "Safari on iPhone"
    assert family("") == "Another browser on another system"


def test_one_sign_in_can_be_ended_from_another(app: Flask) -> None:
    here, there = enter(app), enter(app, SAFARI)
    words = here.text("/staff/account")
    assert "Firefox on Windows This one" in words
    assert "Safari on iPhone" in words
    here.form("/staff/account", "End it").submit()
    assert inside(here)
    assert not inside(there)


def test_all_others_can_be_ended(app: Flask) -> None:
    here, second, third = enter(app), enter(app), enter(app)
    here.form("/staff/account", "End all others").submit()
    assert [inside(client) for client in (here, second, third)] == [True, False, False]


def test_nobody_ends_the_sign_in_of_somebody_else(
    app: Flask, manager_client: CheckingClient
) -> None:
    robin = enter(app)
    number = db.session.query(StaffSession).order_by(StaffSession.id.desc()).limit(1).one().id
    token = manager_client.form("/staff/account", "Change the password").values["csrf_token"]
    manager_client.post(f"/staff/account/sign-ins/{number}/end", data={"csrf_token": token})
    assert inside(robin)


def test_signing_out_makes_a_copied_cookie_worthless(app: Flask) -> None:
    here, copy = enter(app), app.test_client()
    cookie = here.get_cookie("frontdesk_staff", path="/staff")
    assert cookie
    copy.set_cookie("frontdesk_staff", cookie.value, path="/staff")
    assert copy.get("/staff/").status_code == 200
    here.form("/staff/", "Sign out").submit()
    assert copy.get("/staff/").status_code == 302
    assert db.session.query(StaffSession).count() == 0


def test_a_new_kind_of_browser_is_told_of_but_not_the_first(app: Flask) -> None:
    enter(app)
    enter(app)
    assert outbox_mail("staff_signed_in") == []
    enter(app, SAFARI)
    (mail,) = outbox_mail("staff_signed_in")
    assert mail.recipient == ROBIN
    assert "Safari on iPhone" in (mail.text or "")
    assert "127.0.0.1" not in (mail.text or "")


def test_a_sign_in_after_wrong_tries_is_told_of(app: Flask) -> None:
    enter(app)
    for _ in range(3):
        assert not inside(enter(app, password="a wrong password"))
    enter(app)
    (mail,) = outbox_mail("staff_signed_in")
    assert "after 3 wrong tries" in (mail.text or "")
    enter(app)
    assert len(outbox_mail("staff_signed_in")) == 1


def test_what_nobody_can_use_any_more_is_forgotten(app: Flask) -> None:
    enter(app)
    sessions.forget_old()
    assert db.session.query(StaffSession).count() == 1
    with clock.shifted(timedelta(days=2)):
        sessions.forget_old()
    assert db.session.query(StaffSession).count() == 0


def test_a_password_is_changed_by_whoever_knows_it(app: Flask) -> None:
    here = enter(app)
    form = here.form("/staff/account", "Change the password")
    good = "four unrelated words here"
    assert form.submit(present="wrong", password=good).status_code == 422
    assert form.submit(present=PASSWORD, password="short").status_code == 422
    assert form.submit(present=PASSWORD, password=good).status_code == 303
    assert inside(here)
    assert inside(enter(app, password=good))
    assert not inside(enter(app))
