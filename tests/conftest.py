"""The ground that every test stands on: both databases, an application, checking clients."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from flask_security import core
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Playwright, sync_playwright

from frontdesk.app import create_app
from frontdesk.core.db import db
from frontdesk.core.migrations import migrate
from frontdesk.settings import Settings, load_settings
from frontdesk.staff import accounts
from frontdesk.staff.models import NEEDS_SECOND_STEP
from tests.client import CheckingClient, sign_in
from tests.keptapp import KeptApp
from tests.secondstep import switch_on
from tests.services.databases import empty_postgresql, empty_sqlite
from tests.services.postgres import PostgresServer, postgres_server
from tests.services.redis import RedisServer, redis_server

BASE_URL = "http://localhost"
PASSWORD = "correct horse battery staple"

CHEAP = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}

# A developer's own .env must not reach the tests: every setting is given, if only as empty.
UNSET = {field.name.upper(): "" for field in fields(Settings)}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "one_database: what is tested never meets the database; SQLite will do"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        one = metafunc.definition.get_closest_marker("one_database")
        metafunc.parametrize("database", ["sqlite"] if one else ["sqlite", "postgresql"])


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server that holds one migrated database, `template`, to be copied."""
    with postgres_server() as server:
        _migrate(server.create("template"))
        yield server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drives Chromium. There can be only one in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "frontdesk.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """A real Redis server."""
    with redis_server() as server:
        yield server


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what this test process keeps from test to test."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Still argon2, but hundreds of sign-ins do not each take as long as a guesser should."""
    monkeypatch.setitem(core._default_config, "PASSWORD_HASH_PASSLIB_OPTIONS", CHEAP)


@pytest.fixture
def database_url(database: str, kept: Path, request: pytest.FixtureRequest) -> str:
    """The address of a migrated and empty database that this test has for itself."""
    if database == "sqlite":
        path = kept / "frontdesk.sqlite3"
        empty_sqlite(path, request.getfixturevalue("sqlite_template"))
        return f"sqlite:///{path}"
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.url("kept")
    if not server.has("kept"):
        server.create("kept", template="template")
    empty_postgresql(url)
    return url


@pytest.fixture
def environ(database_url: str, kept: Path) -> dict[str, str]:
    """The settings as the environment gives them. A test file overrides this to change some."""
    return {
        **UNSET,
        "INSTANCE_PATH": str(kept / "instance"),
        "DATABASE_URL": database_url,
        "BASE_URL": BASE_URL,
        "SECRET_KEY": "a secret for tests only, of more than 32 characters",
        "MAIL_FROM": "frontdesk@site.example",
        "REPLY_ADDRESS": "support@site.example",
    }


@pytest.fixture
def settings(environ: dict[str, str]) -> Settings:
    return load_settings(environ)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compile once a session, although each test has an application of its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(
    environ: dict[str, str], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Callable[..., Flask]]:
    """Makes further applications on the test's database, with settings changed as named."""
    made = []

    def make(**changes: str) -> Flask:
        made.append(_make({**environ, **changes}, compiled_templates))
        return made[-1]

    yield make
    for application in made:
        _let_go(application)


@pytest.fixture(scope="session")
def kept_apps() -> Iterator[dict[tuple[str, ...], "KeptApp"]]:
    """An application for each set of settings, since a new one compiles every statement again."""
    found: dict[tuple[str, ...], KeptApp] = {}
    yield found
    for application in found.values():
        _let_go(application.app)


@pytest.fixture
def app(
    environ: dict[str, str],
    compiled_templates: FileSystemBytecodeCache,
    kept_apps: dict[tuple[str, ...], "KeptApp"],
) -> Iterator[Flask]:
    """The application, its context open for the test: on SQLite, then on PostgreSQL."""
    passwords = str(core._default_config["PASSWORD_HASH_PASSLIB_OPTIONS"])
    key = (*(f"{name}={value}" for name, value in sorted(environ.items())), passwords)
    if key not in kept_apps:
        kept_apps[key] = KeptApp(_make(environ, compiled_templates))
    application = kept_apps[key]
    with application.as_new() as app, app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A visitor or customer, who carries no cookie."""
    return _client(app)


@pytest.fixture
def make_staff(app: Flask) -> Callable[..., CheckingClient]:
    """Adds a member of staff and returns a client signed in as that person."""

    def make(
        email: str = "robin@site.example", name: str = "Robin Reed", role: str = "support"
    ) -> CheckingClient:
        accounts.add(email, name, PASSWORD, role)
        if role in NEEDS_SECOND_STEP:
            switch_on(email)
        client = _client(app)
        sign_in(client, email, PASSWORD)
        return client

    return make


@pytest.fixture
def staff_client(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    """Robin Reed, robin@site.example, who answers support requests."""
    return make_staff()


@pytest.fixture
def manager_client(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    """Morgan Moss, morgan@site.example, a manager."""
    return make_staff("morgan@site.example", "Morgan Moss", "manager")


def _make(environ: dict[str, str], compiled_templates: FileSystemBytecodeCache) -> Flask:
    application = create_app(load_settings(environ))
    application.test_client_class = CheckingClient
    application.testing = True
    # A test sees what it has just changed: each page kept is compared with the database first.
    watch = application.extensions["page_cache"].watch
    watch.interval, watch.patience = 0.0, 30.0
    application.jinja_env.bytecode_cache = compiled_templates
    return application


def _client(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        application = create_app(
            load_settings({**UNSET, "INSTANCE_PATH": folder, "DATABASE_URL": url})
        )
        with application.app_context():
            migrate()
        _let_go(application)


def _let_go(application: Flask) -> None:
    """Close the application's connections, so that its database can be copied or dropped."""
    with application.app_context():
        db.session.remove()
        db.engine.dispose()
