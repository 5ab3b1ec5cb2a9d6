"""What an operator types, and what it says."""

import importlib.util
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from frontdesk.core.db import db
from frontdesk.core.migrations import downgrade
from frontdesk.news.models import NewsItem
from frontdesk.settings import ROOT
from frontdesk.staff.models import Staff
from tests.client import CheckingClient, sign_in
from tests.secondstep import switch_on


def run(app: Flask, *words: str) -> tuple[int, str]:
    """The command's exit status and everything it wrote."""
    db.session.remove()
    result = app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output


def test_check_finds_nothing_wrong_with_a_sound_installation(app: Flask) -> None:
    status, said = run(app, "check")
    assert status == 0
    assert "Audit trail: 0 entries" in said
    assert said.endswith("Settings, content and database are in order.\n")


def test_check_says_which_command_a_database_behind_needs(app: Flask) -> None:
    db.session.remove()
    downgrade("base")
    status, said = run(app, "check")
    assert status == 1
    assert "flask --app wsgi migrate" in said
    assert run(app, "migrate")[0] == 0
    assert run(app, "check")[0] == 0


def test_seeding_the_news_again_adds_nothing(app: Flask) -> None:
    files = len(list((ROOT / "news").glob("*.md")))
    assert run(app, "seed-news") == (0, f"News items added: {files}\n")
    assert run(app, "seed-news") == (0, "News items added: 0\n")
    assert db.session.scalar(select(func.count()).select_from(NewsItem)) == files


def test_staff_added_by_an_operator_can_sign_in(app: Flask, client: CheckingClient) -> None:
    words = ("add-staff", "robin@site.example", "--name", "Robin Reed", "--password", "p" * 12)
    assert run(app, *words)[0] == 0
    sign_in(client, "robin@site.example", "p" * 12)
    assert client.get("/staff/support").status_code == 200


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"email": "nonsense"}, "e-mail address"),
        ({"password": "short"}, "at least 12 characters"),
        ({"role": "emperor"}, "role must be one of"),
    ],
)
def test_an_account_that_will_not_do_is_refused_with_the_reason(
    app: Flask, changed: dict[str, str], named: str
) -> None:
    given = {"email": "robin@site.example", "password": "p" * 12, "role": "support", **changed}
    status, said = run(
        app,
        *("add-staff", given["email"], "--name", "Robin Reed"),
        *("--password", given["password"], "--role", given["role"]),
    )
    assert status == 1
    assert named in said
    assert db.session.scalar(select(func.count()).select_from(Staff)) == 0


def test_an_address_has_one_account(app: Flask) -> None:
    words = ("add-staff", "robin@site.example", "--name", "Robin Reed", "--password", "p" * 12)
    assert run(app, *words)[0] == 0
    status, said = run(app, *words)
    assert status == 1
    assert "already" in said


def test_the_password_of_the_first_run_opens_the_desk(app: Flask, client: CheckingClient) -> None:
    _, said = run(app, "first-run")
    line = next(line for line in said.splitlines() if line.startswith("Sign in:"))
    email, password = line.split()[2:4]
    client.form("/staff/sign-in", "Sign in").submit(email=email, password=password)
    assert "Your role needs more than a password" in client.text("/staff/account")
    client.form("/staff/account", "Sign out").submit()
    switch_on(email)
    sign_in(client, email, password)
    assert client.get("/staff/audit").status_code == 200
    assert password not in run(app, "first-run")[1]


def test_the_entry_point_serves_the_site(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    entry = importlib.util.spec_from_file_location("wsgi_under_test", ROOT / "wsgi.py")
    assert entry is not None
    assert entry.loader is not None
    module = importlib.util.module_from_spec(entry)
    entry.loader.exec_module(module)
    assert str(ROOT / "site") in sys.path
    assert module.app.test_client().get("/healthz").text == "ok\n"
    with module.app.app_context():
        db.engine.dispose()


def test_the_source_root_hides_no_module_of_pythons_own() -> None:
    # `site` is a module of Python's own: were our folder a package, it would take its place.
    assert not (ROOT / "site" / "__init__.py").exists()
    assert Path(str(sys.modules["site"].__file__)).parent != ROOT / "site"
