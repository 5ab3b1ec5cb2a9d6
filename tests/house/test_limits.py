"""How often one address may do a thing, with a real Redis and without one."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.services.ports import free_port
from tests.services.redis import RedisServer

pytestmark = pytest.mark.one_database

# As many requests for support as one address may send in an hour.
ALLOWED = 20


def statuses(client: FlaskClient, times: int, **headers: str) -> list[int]:
    """An empty form is refused, but counts: what is limited is the trying."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return [client.post("/support", headers=names).status_code for _ in range(times)]


def test_above_the_allowance_the_answer_says_when_to_try_again(client: FlaskClient) -> None:
    assert statuses(client, ALLOWED) == [422] * ALLOWED
    answer = client.post("/support")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert "telephone us" in answer.text


def test_looking_is_never_limited(client: FlaskClient) -> None:
    statuses(client, ALLOWED + 1)
    assert client.get("/support").status_code == 200


def test_two_nodes_count_together_through_redis(
    make_app: Callable[..., Flask], redis: RedisServer
) -> None:
    one = make_app(REDIS_URL=redis.url).test_client()
    other = make_app(REDIS_URL=redis.url).test_client()
    assert statuses(one, ALLOWED // 2) == [422] * (ALLOWED // 2)
    assert statuses(other, ALLOWED // 2) == [422] * (ALLOWED // 2)
    assert statuses(one, 1) == [429]
    assert statuses(other, 1) == [429]


def test_two_nodes_without_redis_count_apart(make_app: Callable[..., Flask]) -> None:
    assert statuses(make_app().test_client(), ALLOWED + 1)[-1] == 429
    assert statuses(make_app().test_client(), 1) == [422]


def test_when_redis_dies_the_site_answers_and_goes_on_counting(
    make_app: Callable[..., Flask], redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_app(REDIS_URL=redis.url).test_client()
    assert statuses(client, 1) == [422]
    redis.kill9()
    with caplog.at_level(logging.WARNING):
        assert statuses(client, ALLOWED) == [422] * ALLOWED
    assert "Redis does not answer" in caplog.text
    assert statuses(client, 1) == [429]


def test_the_site_starts_while_redis_is_down(make_app: Callable[..., Flask]) -> None:
    client = make_app(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0").test_client()
    assert statuses(client, 1) == [422]


def test_each_address_behind_a_trusted_proxy_has_its_own_allowance(
    make_app: Callable[..., Flask],
) -> None:
    client = make_app(TRUSTED_PROXIES="1").test_client()
    assert statuses(client, ALLOWED + 1, X_Forwarded_For="10.0.0.1")[-1] == 429
    assert statuses(client, 1, X_Forwarded_For="10.0.0.2") == [422]


def test_an_address_written_in_front_of_the_proxys_own_entry_counts_for_nothing(
    make_app: Callable[..., Flask],
) -> None:
    client = make_app(TRUSTED_PROXIES="1").test_client()
    for number in range(ALLOWED):
        statuses(client, 1, X_Forwarded_For=f"10.9.9.{number}, 10.0.0.1")
    assert statuses(client, 1, X_Forwarded_For="10.9.9.99, 10.0.0.1") == [429]


def test_without_a_trusted_proxy_nobody_buys_a_new_allowance_with_a_header(
    client: FlaskClient,
) -> None:
    for number in range(ALLOWED):
        statuses(client, 1, X_Forwarded_For=f"10.0.0.{number}")
    assert statuses(client, 1, X_Forwarded_For="10.0.0.99") == [429]
