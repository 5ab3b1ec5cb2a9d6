"""The customer's private page: what it shows, to whom, and how it keeps itself up to date."""

import pytest
from flask import Flask

from frontdesk.support import actions
from tests.client import CheckingClient
from tests.factories import a_member, a_request
from tests.support.asking import entries


@pytest.mark.one_database
@pytest.mark.parametrize("rest", ["", "/state"])
@pytest.mark.parametrize("token", ["x", "%00", "%ff", "..", "a" * 5000, "a" * 26])
def test_an_unknown_token_opens_nothing(
    app: Flask, client: CheckingClient, token: str, rest: str
) -> None:
    a_request()
    assert client.get(f"/support/r/{token}{rest}").status_code == 404


def test_the_token_opens_it_in_capitals_too(app: Flask, client: CheckingClient) -> None:
    assert "Pat Doe" in client.text(f"/support/r/{a_request().token.upper()}")


def test_it_shows_the_whole_timeline_in_order(app: Flask, client: CheckingClient) -> None:
    opened, member = a_request(), a_member()
    actions.log_talk_through(member, opened.request.id, "Checked the cable.")
    actions.reply(member, opened.request.id, "Please try the other socket.")
    actions.customer_writes(opened.request.id, "The other socket works.", "a nonce")
    words = client.text(f"/support/r/{opened.token}")
    told = ["Checked the cable.", "Please try the other socket.", "The other socket works."]
    assert sorted(told, key=words.index) == told
    assert "Sam Lee answered" in words
    assert "Pat Doe wrote on this page" in words


def test_what_staff_note_among_themselves_is_not_shown(app: Flask, client: CheckingClient) -> None:
    opened, member = a_request(), a_member()
    actions.note(member, opened.request.id, "Known to be impatient.")
    page = client.get(f"/support/r/{opened.token}").text
    assert "impatient" not in page
    assert "Sam Lee" not in page
    assert member.email not in page


def test_an_open_page_asks_whether_anything_is_new(app: Flask, client: CheckingClient) -> None:
    opened = a_request()
    state = f"/support/r/{opened.token}/state"
    version = client.get(state).json["version"]
    assert client.get(f"{state}?v={version}").status_code == 204
    actions.reply(a_member(), opened.request.id, "Please try the other socket.")
    newer = client.get(f"{state}?v={version}")
    assert newer.status_code == 200
    assert newer.json["version"] != version
    assert (
        f'data-version="{newer.json["version"]}"' in client.get(f"/support/r/{opened.token}").text
    )


def test_looking_changes_nothing(app: Flask, client: CheckingClient) -> None:
    opened = a_request()
    before = opened.request.version
    for _ in range(2):
        client.get(f"/support/r/{opened.token}")
        client.get(f"/support/r/{opened.token}/state")
    assert a_version(opened.token, client) == str(before)
    assert entries() == []


def a_version(token: str, client: CheckingClient) -> str:
    return str(client.get(f"/support/r/{token}/state").json["version"])
