"""Addresses that were once ours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from frontdesk.core import redirects
from frontdesk.core.content import ContentError
from frontdesk.core.redirects import load_redirects
from tests.client import CheckingClient

pytestmark = pytest.mark.one_database

AN_ENTRY = 'line 1: an entry is from = "…" and either to = "…" or gone = true'
TABLE = """[[redirect]]
from = "/old"
to = "/privacy"

[[redirect]]
from = "/news/withdrawn/"
gone = true
"""


@pytest.fixture
def start(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[str], CheckingClient]:
    """Starts the site with a table of its own."""

    def start(table: str) -> CheckingClient:
        path = tmp_path / "redirects.toml"
        path.write_text(table)
        monkeypatch.setattr(redirects, "FILE", path)
        monkeypatch.setattr(load_redirects, "__defaults__", (path,))
        app = make_app()
        app.app_context().push()
        return CheckingClient(app)

    return start


def test_every_redirect_of_the_site_leads_to_a_page(client: CheckingClient) -> None:
    table = load_redirects()
    assert "/favicon.ico" in table
    for entry in table.values():
        answer = client.get(entry.source)
        assert answer.status_code == 301
        assert client.get(answer.location).status_code == 200


def test_an_old_address_leads_to_the_new_one_for_good(start: Callable[..., CheckingClient]) -> None:
    client = start(TABLE)
    for address in ("/old", "/old/"):
        answer = client.get(address)
        assert (answer.status_code, answer.location) == (301, "/privacy")
    assert client.head("/old").status_code == 301


def test_a_page_that_is_gone_says_so(start: Callable[..., CheckingClient]) -> None:
    answer = start(TABLE).get("/news/withdrawn")
    assert answer.status_code == 410
    assert "No longer here" in answer.text


def test_a_page_that_is_there_is_never_hidden(start: Callable[..., CheckingClient]) -> None:
    client = start('[[redirect]]\nfrom = "/products/led-signs"\ngone = true\n')
    assert client.get("/products/led-signs").status_code == 200


def test_what_is_sent_to_an_old_address_is_not_led_on(
    start: Callable[..., CheckingClient],
) -> None:
    assert start(TABLE).post("/old").status_code == 404


def test_any_other_address_is_not_found(start: Callable[..., CheckingClient]) -> None:
    assert start(TABLE).get("/older").status_code == 404


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ('from = "/old"', AN_ENTRY),
        ('from = "/old"\nto = "/"\ngone = true', AN_ENTRY),
        ('to = "/"', AN_ENTRY),
        ('from = "/old"\nto = 7', AN_ENTRY),
        ('from = "/old"\ngone = false', AN_ENTRY),
        ('from = "/old"\nto = "/"\nwhy = "so"', AN_ENTRY),
        ('from = "old"\nto = "/"', "line 1: old must be a path of this site"),
        ('from = "/old"\nto = "//evil.example"', "line 1: //evil.example must be a path of"),
        ('from = "/old"\nto = "https://evil.example"', "must be a path of this site"),
        ('from = "/old"\nto = "/nowhere"', "line 1: /nowhere is no page of this site"),
        ('from = "/old"\nto = "/static/nothing.png"', "/static/nothing.png is no page of this"),
        ('from = "/privacy"\nto = "/"', "line 1: /privacy is a page of this site"),
        ('from = "/products"\ngone = true', "line 1: /products is a page of this site"),
        ('from = "/old"\nto = "/old"', "line 1: /old is itself redirected or gone"),
        (
            'from = "/old"\nto = "/"\n[[redirect]]\nfrom = "/old/"\nto = "/"',
            "line 4: /old is there twice",
        ),
        (
            'from = "/a"\nto = "/b"\n[[redirect]]\nfrom = "/b"\nto = "/a"',
            "line 1: /b is itself redirected or gone",
        ),
        ('from = "/a"\nto = ', "line 3: "),
    ],
)
def test_a_table_that_does_not_fit_stops_the_start_up(
    start: Callable[..., CheckingClient], table: str, problem: str
) -> None:
    with pytest.raises(ContentError) as refused:
        start(f"[[redirect]]\n{table}\n")
    assert problem in str(refused.value)
    assert "redirects.toml, line" in str(refused.value)
