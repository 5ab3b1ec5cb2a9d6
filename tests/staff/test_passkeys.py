"""A passkey lets in by itself, and nobody else's, no copy and no removed one does."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from frontdesk.core import audit
from frontdesk.core.db import db, transaction
from frontdesk.staff import accounts
from frontdesk.staff.models import Passkey, Staff
from tests.client import CheckingClient, sign_in
from tests.conftest import PASSWORD
from tests.outbox import outbox_mail
from tests.secondstep import switch_on
from tests.staff.authenticator import Authenticator

ROBIN = "robin@site.example"
JSON = {"Accept": "application/json"}
PHONE = "Robin’s <telephone> & co"


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Robin, an editor with an app, has just signed in."""
    accounts.add(ROBIN, "Robin Reed", PASSWORD, "editor")
    switch_on(ROBIN)
    return entered(app)


@pytest.fixture
def device(client: CheckingClient) -> Authenticator:
    """It has a passkey of Robin's, who is signed out again."""
    device = Authenticator()
    assert add(client, device).status_code == 302
    leave(client)
    return device


def entered(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    sign_in(client, ROBIN, PASSWORD)
    return client


def begin(client: CheckingClient, page: str, button: str, **fields: str) -> Any:
    """What the page's script asks first: the challenge, and where the answer goes."""
    form = client.form(page, button)
    answer = client.post(form.action, data={**form.values, **fields}, headers=JSON)
    return answer.json["response"] | {"token": form.values["csrf_token"], "to": form.action}


def finish(client: CheckingClient, begun: Any, credential: str) -> TestResponse:
    """What the page's script sends in the end, as a form."""
    fields = {"csrf_token": begun["token"], "credential": credential}
    return client.post(f"{begun['to']}/{begun['wan_state']}", data=fields)


def add(client: CheckingClient, device: Authenticator, name: str = PHONE) -> TestResponse:
    begun = begin(client, "/staff/account", "Add a passkey", name=name)
    return finish(client, begun, device.create(begun["credential_options"]))


def ask(client: CheckingClient) -> Any:
    return begin(client, "/staff/sign-in", "Sign in with a passkey")


def use(client: CheckingClient, device: Authenticator) -> TestResponse:
    begun = ask(client)
    return finish(client, begun, device.get(begun["credential_options"]))


def leave(client: CheckingClient) -> None:
    client.form("/staff/account", "Sign out").submit()


def inside(client: CheckingClient) -> bool:
    return client.get("/staff/").status_code == 200


def robin() -> Staff:
    return db.session.query(Staff).filter_by(email=ROBIN).one()


def done_by_robin() -> list[str]:
    return [entry.action for entry in audit.latest(20) if entry.actor == ROBIN]


def test_it_lets_in_without_password_and_code(client: CheckingClient, app: Flask) -> None:
    device = Authenticator(counts=True)
    add(client, device)
    leave(client)
    for _ in range(2):
        answer = use(client, device)
        assert (answer.status_code, answer.location) == (302, "/staff/")
        assert PHONE in client.text("/staff/account")
        leave(client)
    assert robin().webauthn[0].sign_count == 2
    assert done_by_robin() == ["signed in", "signed in", "added a passkey", "signed in"]
    assert PHONE in (outbox_mail("staff_changed")[-1].text or "")


def test_whoever_wanted_a_page_gets_there(client: CheckingClient, device: Authenticator) -> None:
    begun = begin(client, "/staff/passkey?next=/staff/news/", "Sign in with a passkey")
    fields = {"csrf_token": begun["token"], "next": "/staff/news/"}
    fields["credential"] = device.get(begun["credential_options"])
    assert client.post(f"{begun['to']}/{begun['wan_state']}", data=fields).location == (
        "/staff/news/"
    )


def test_a_passkey_stands_in_for_the_app_of_whose_role_needs_a_second_step(
    client: CheckingClient, app: Flask
) -> None:
    assert "Switch it off" not in client.text("/staff/two-step")
    device = Authenticator()
    add(client, device)
    client.form("/staff/two-step", "Switch it off").submit()
    refused = client.form("/staff/account", "Remove").submit(follow_redirects=True)
    assert "Your role needs it" in refused.text
    assert [key.name for key in robin().webauthn] == [PHONE]
    leave(client)
    # The password alone leads to the passkey, and not to setting up an app.
    answer = client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=PASSWORD)
    assert answer.location.split("?")[0] == "/staff/passkey"
    assert not inside(client)
    assert client.get("/staff/two-step").status_code == 302
    assert client.get("/staff/two-step-code").status_code == 302
    form = client.form("/staff/sign-in", "Sign in")
    fields = {**form.values, "email": ROBIN, "password": PASSWORD}
    told = client.post(form.action, data=fields, headers=JSON)
    assert told.json["response"] == {"tf_required": True, "tf_state": "passkey"}
    assert not inside(client)
    use(client, device)
    assert inside(client)


def test_the_password_does_not_make_somebody_elses_passkey_ones_own(
    client: CheckingClient, device: Authenticator, app: Flask
) -> None:
    accounts.add("lee@site.example", "Lee Lane", PASSWORD, "author")
    client.form("/staff/sign-in", "Sign in").submit(email=ROBIN, password=PASSWORD)
    begun = ask(client)
    answer = finish(client, begun, Authenticator().get(begun["credential_options"]))
    assert answer.location == "/staff/passkey"
    assert "does not let anybody in" in client.text("/staff/passkey")
    assert not inside(client)


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"verified": False}, {"handle": b"else"}]
)
def test_another_site_a_locked_device_and_another_person_are_refused(
    client: CheckingClient, device: Authenticator, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(device, name, value)
    assert use(client, device).location == "/staff/passkey"
    assert not inside(client)


def test_the_site_that_a_request_claims_to_be_for_does_not_count(
    client: CheckingClient, device: Authenticator
) -> None:
    begun, device.origin = ask(client), "http://evil.example"
    begun["credential_options"]["rpId"] = "evil.example"
    fields = {"csrf_token": begun["token"], "credential": device.get(begun["credential_options"])}
    cookie = client.get_cookie("frontdesk_staff", path="/staff")
    assert cookie
    client.set_cookie("frontdesk_staff", cookie.value, domain="evil.example", path="/staff")
    address = f"http://evil.example{begun['to']}/{begun['wan_state']}"
    assert client.post(address, data=fields).location == "/staff/passkey"


def test_an_answer_that_was_used_is_worth_nothing(
    client: CheckingClient, device: Authenticator
) -> None:
    begun = ask(client)
    credential = device.get(begun["credential_options"])
    assert finish(client, begun, credential).location == "/staff/"
    leave(client)
    begun["token"] = client.form("/staff/sign-in", "Sign in").values["csrf_token"]
    assert finish(client, begun, credential).location == "/staff/passkey"
    assert not inside(client)


def test_an_answer_to_another_question_is_worth_nothing(
    client: CheckingClient, device: Authenticator
) -> None:
    first, second = ask(client), ask(client)
    credential = device.get(first["credential_options"])
    assert finish(client, second, credential).location == "/staff/passkey"
    assert not inside(client)


def test_a_key_whose_counter_goes_back_is_a_copy(client: CheckingClient) -> None:
    device = Authenticator(counts=True)
    add(client, device)
    leave(client)
    use(client, device)
    leave(client)
    device.used = 0
    assert use(client, device).location == "/staff/passkey"
    assert not inside(client)


def test_a_removed_one_lets_in_no_more(client: CheckingClient) -> None:
    device = Authenticator()
    add(client, device)
    answer = client.form("/staff/account", "Remove").submit(follow_redirects=True)
    assert "The passkey is removed" in answer.text
    assert "removed a passkey" in done_by_robin()
    leave(client)
    use(client, device)
    assert not inside(client)


def test_a_closed_account_is_closed_to_passkeys_too(
    client: CheckingClient, device: Authenticator
) -> None:
    with transaction() as session:
        session.query(Staff).filter_by(email=ROBIN).one().active = False
    assert use(client, device).location == "/staff/passkey"
    assert "signed in" not in done_by_robin()[:1]


def test_a_reset_takes_every_passkey_away(
    client: CheckingClient, device: Authenticator, app: Flask
) -> None:
    result = app.test_cli_runner().invoke(args=["reset-two-step", ROBIN])
    assert result.exit_code == 0
    assert db.session.query(Passkey).count() == 0
    use(client, device)
    assert not inside(client)


def test_managers_see_it_and_take_it_away(
    client: CheckingClient, device: Authenticator, manager_client: CheckingClient
) -> None:
    page = f"/staff/people/{robin().id}"
    assert PHONE in manager_client.text(page)
    manager_client.form(page, "Reset two-step sign-in").submit()
    assert robin().second_steps == []


@pytest.mark.parametrize("name", ["", "x" * 65, "a\x07b", PHONE])
def test_a_name_that_will_not_do_is_refused_kindly(client: CheckingClient, name: str) -> None:
    add(client, Authenticator())
    form = client.form("/staff/account", "Add a passkey")
    answer = client.post(form.action, data={**form.values, "name": name}, headers=JSON)
    assert answer.status_code == 400
    assert "ame" in answer.json["response"]["errors"][0]


@pytest.mark.parametrize("credential", ["", "{}", "[]", "x", '{"rawId": "é"}', "null"])
def test_an_answer_that_is_none_is_refused_kindly(
    client: CheckingClient, device: Authenticator, credential: str
) -> None:
    assert finish(client, ask(client), credential).location == "/staff/passkey"
    sign_in(client, ROBIN, PASSWORD)
    begun = begin(client, "/staff/account", "Add a passkey", name="Another")
    assert finish(client, begun, credential).status_code == 302
    assert len(robin().webauthn) == 1


def test_it_can_be_tried_only_so_often(client: CheckingClient, device: Authenticator) -> None:
    form = client.form("/staff/sign-in", "Sign in with a passkey")
    asked = [client.post(form.action, data=form.values, headers=JSON) for _ in range(21)]
    assert asked[-1].status_code == 429


def test_without_a_script_there_are_words_and_no_page_of_a_library(
    client: CheckingClient,
) -> None:
    assert client.get("/staff/passkeys").location == "/staff/account"
    form = client.form("/staff/account", "Add a passkey")
    assert "need JavaScript" in form.submit(name="Mine", follow_redirects=True).text
    leave(client)
    form = client.form("/staff/sign-in", "Sign in with a passkey")
    assert "need JavaScript" in form.submit(follow_redirects=True).text


def test_a_removal_takes_nobody_elses(
    client: CheckingClient, device: Authenticator, manager_client: CheckingClient
) -> None:
    token = manager_client.form("/staff/account", "Change the password").values["csrf_token"]
    manager_client.post("/staff/passkeys/remove", data={"csrf_token": token, "name": PHONE})
    assert len(robin().webauthn) == 1
