"""Managers look after accounts; nothing of it can lock the last manager out."""

from collections.abc import Callable

import pytest

from frontdesk.core import audit
from frontdesk.core.db import db
from frontdesk.staff.models import Staff
from tests.client import CheckingClient
from tests.conftest import PASSWORD
from tests.outbox import outbox_mail
from tests.secondstep import switch_on


def page_of(email: str) -> str:
    number = db.session.query(Staff).filter_by(email=email).one().id
    db.session.rollback()
    return f"/staff/people/{number}"


ROBIN, MORGAN = "robin@site.example", "morgan@site.example"


def test_a_new_role_signs_out_and_counts_from_then_on(
    staff_client: CheckingClient, manager_client: CheckingClient
) -> None:
    manager_client.form(page_of(ROBIN), "Change the role").submit(role="author")
    assert staff_client.get("/staff/").status_code == 302
    assert db.session.query(Staff).filter_by(email=ROBIN).one().role_names == ["author"]
    assert audit.latest(1)[0].detail == "support to author"
    assert outbox_mail("staff_changed")[-1].recipient == ROBIN


def test_a_closed_account_is_outside_at_once_and_may_come_back(
    staff_client: CheckingClient, manager_client: CheckingClient
) -> None:
    manager_client.form(page_of(ROBIN), "Close the account").submit()
    assert staff_client.get("/staff/").status_code == 302
    refused = staff_client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=PASSWORD)
    assert refused.status_code == 200
    manager_client.form(page_of(ROBIN), "Open the account again").submit()
    assert staff_client.get("/staff/").status_code == 302
    again = staff_client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=PASSWORD)
    assert again.status_code == 302


@pytest.mark.parametrize("deed", ["close", "role"])
def test_the_last_manager_stays(manager_client: CheckingClient, deed: str) -> None:
    own = page_of(MORGAN)
    if deed == "close":
        answer = manager_client.form(own, "Close the account").submit(follow_redirects=True)
    else:
        form = manager_client.form(own, "Change the role")
        answer = form.submit(role="author", follow_redirects=True)
    assert "This is the last manager" in answer.text
    assert manager_client.get("/staff/people").status_code == 200


def test_with_another_manager_one_may_go(
    make_staff: Callable[..., CheckingClient], manager_client: CheckingClient
) -> None:
    make_staff("pip@site.example", "Pip Ray", "manager")
    manager_client.form(page_of(MORGAN), "Close the account").submit()
    assert manager_client.get("/staff/people").status_code == 302


def test_a_lost_telephone_is_helped_and_told_of(
    staff_client: CheckingClient, manager_client: CheckingClient
) -> None:
    switch_on(ROBIN)
    manager_client.form(page_of(ROBIN), "Reset two-step sign-in").submit()
    assert staff_client.get("/staff/").status_code == 302
    assert db.session.query(Staff).filter_by(email=ROBIN).one().second_steps == []
    assert "two-step sign-in was reset" in (outbox_mail("staff_changed")[-1].text or "")
    assert audit.latest(1)[0].action == "reset two-step sign-in"


def test_a_forgotten_password_is_chosen_anew_by_a_link(
    staff_client: CheckingClient, manager_client: CheckingClient, client: CheckingClient
) -> None:
    manager_client.form(page_of(ROBIN), "Mail a link for a new password").submit()
    text = outbox_mail("staff_password")[-1].text or ""
    place = "/staff/join/" + text.split("/staff/join/")[1][:26]
    assert staff_client.get("/staff/").status_code == 200
    answer = client.form(place, "Set the password").submit(password="four unrelated words here")
    assert answer.status_code == 303
    assert staff_client.get("/staff/").status_code == 302
    form = staff_client.form("/staff/sign-in", "Sign in")
    assert form.submit(email=ROBIN, password="four unrelated words here").status_code == 302
    assert client.get(place).status_code == 410
