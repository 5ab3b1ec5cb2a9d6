"""A GET never writes: mail scanners, prefetching browsers and crawlers open links unasked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule

from frontdesk.core import clock
from tests.access.routes import Who
from tests.access.world import address_in, listening_for_writes, rules, with_everything
from tests.client import CheckingClient
from tests.factories import (
    Proposed,
    a_live_session,
    a_proposal,
    a_requested_key,
    an_agreed_session,
)

STAGES: dict[str, Callable[[], Proposed]] = {
    "proposed": a_proposal,
    "agreed": an_agreed_session,
    "key requested": a_requested_key,
    "live": lambda: a_live_session()[0],
}
# Without a first factor that has just been given, these have nothing to show.
MIDWAY = (
    "security.two_factor_token_validation",
    "security.two_factor_rescue",
    "security.tf_select",
)
# Each of these answers for something that this test does not make.
ABSENT = ("joining.join", "dev_mail.show", "security.static", "picture")


def look_at(
    app: Flask, found: list[Rule], session: Proposed, visitor: CheckingClient, staff: CheckingClient
) -> None:
    """Fetch each address; fails at the first that answers wrongly or writes."""
    with listening_for_writes() as heard:
        for rule in found:
            client = staff if rule.rule.startswith("/staff") else visitor
            answer = client.get(address_in(app, rule, session))
            wanted = (302,) if rule.endpoint in MIDWAY else (200, 302)
            if rule.endpoint not in ABSENT:
                assert answer.status_code in wanted, f"{rule.rule} answers {answer.status}"
            assert heard == [], rule.rule


def test_a_look_at_any_page_writes_nothing(
    app: Flask, client: CheckingClient, manager_client: CheckingClient
) -> None:
    session = with_everything()
    look_at(app, rules(app, "GET", *Who), session, client, manager_client)


@pytest.mark.parametrize("stage", STAGES)
def test_a_look_at_a_session_writes_nothing_though_its_time_has_run_out(
    app: Flask, client: CheckingClient, manager_client: CheckingClient, stage: str
) -> None:
    session = STAGES[stage]()
    found = [r for r in rules(app, "GET", *Who) if r.endpoint.startswith(("remote", "support"))]
    for later in (timedelta(0), timedelta(days=40)):
        with clock.shifted(later):
            look_at(app, found, session, client, manager_client)


def test_the_ear_hears_a_write(app: Flask, client: CheckingClient) -> None:
    with listening_for_writes() as heard:
        a_proposal()
    assert any("remote_session" in statement for statement in heard)
