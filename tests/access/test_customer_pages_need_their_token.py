"""A customer's pages are reached by their token alone."""

from flask import Flask

from frontdesk.core.tokens import new_token
from tests.access.routes import Who
from tests.access.world import address_in, listening_for_writes, rules
from tests.client import CheckingClient
from tests.factories import Proposed, a_live_session

SPEAKING_JSON = ("remote.permit", "remote.exchange", "remote.proof")


def guessed(app: Flask, session: Proposed, method: str) -> list[tuple[str, str]]:
    """Every customer's route, at an address with a token that was never given out."""
    found = []
    for rule in rules(app, method, Who.CUSTOMER, Who.OUTSIDER):
        own = app.url_map.bind("localhost").match(address_in(app, rule, session), method=method)
        token = own[1]["token"]
        address = address_in(app, rule, session).replace(token, new_token())
        found.append((rule.endpoint, address))
    return found


def test_a_guessed_address_shows_nothing(app: Flask, client: CheckingClient) -> None:
    session = a_live_session()[0]
    for endpoint, address in guessed(app, session, "GET"):
        assert client.get(address).status_code == 404, endpoint


def test_a_guessed_address_does_nothing(app: Flask, client: CheckingClient) -> None:
    session = a_live_session()[0]
    with listening_for_writes() as heard:
        for endpoint, address in guessed(app, session, "POST"):
            body = {"json": {"choice": "view-granted"}} if endpoint in SPEAKING_JSON else {}
            assert client.post(address, **body).status_code == 404, endpoint
    assert heard == []


def test_another_site_cannot_act_in_a_customers_name(app: Flask, client: CheckingClient) -> None:
    session = a_live_session()[0]
    with listening_for_writes() as heard:
        for rule in rules(app, "POST", *Who):
            # A mail program on the web presses this one, with whatever its page says of itself.
            if rule.endpoint == "optout.press":
                continue
            address = address_in(app, rule, session)
            for header in (
                {"Sec-Fetch-Site": "cross-site"},
                {"Sec-Fetch-Site": "same-site"},
                {"Origin": "https://elsewhere.example"},
                {"Origin": "null"},
            ):
                answer = client.post(address, headers=header)
                assert answer.status_code == 403, f"{rule.rule} with {header}"
    assert heard == []
