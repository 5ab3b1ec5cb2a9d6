"""A script that asks without a sign-in is told so, and can sign in without leaving its page."""

from flask import Flask

from tests.client import CheckingClient
from tests.conftest import PASSWORD

JSON = {"Accept": "application/json"}


def test_a_script_is_told_instead_of_being_sent_to_a_page(client: CheckingClient) -> None:
    answer = client.post("/staff/news/preview", json={}, headers=JSON)
    assert answer.status_code == 401
    assert "sign in" in answer.json["error"]


def test_a_script_with_a_sign_in_still_needs_the_pages_token(staff_client: CheckingClient) -> None:
    assert staff_client.post("/staff/news/preview", json={}, headers=JSON).status_code == 400


def test_a_script_can_sign_in_and_gets_a_new_token(
    app: Flask, client: CheckingClient, staff_client: CheckingClient
) -> None:
    before = client.get("/staff/sign-in", headers=JSON).json["response"]["csrf_token"]
    fields = {"email": "robin@site.example", "password": PASSWORD, "csrf_token": before}
    answer = client.post("/staff/sign-in", data=fields, headers=JSON)
    assert answer.status_code == 200
    assert client.get("/staff/support").status_code == 200


def test_signing_out_empties_what_the_browser_keeps(staff_client: CheckingClient) -> None:
    answer = staff_client.form("/staff/", "Sign out").submit()
    assert answer.headers["Clear-Site-Data"] == '"storage"'
