"""A PostgreSQL server of the tests' own: started once, thrown away at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.services.ports import free_port
from tests.services.programs import find
from tests.services.waiting import until

# Nothing here must survive a power cut, so nothing waits for the disk.
CONFIGURATION = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
}


@dataclass(frozen=True)
class PostgresServer:
    """A running server, and the databases in it."""

    port: int
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template0") -> str:
        """A new database, as a copy of `template`; returns its address."""
        self._execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(database)

    def has(self, database: str) -> bool:
        return database in self._execute("SELECT array_agg(datname) FROM pg_database")[0]

    def drop(self, database: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def kill9(self) -> None:
        """End the server as a power cut would."""
        self.process.kill()
        self.process.wait()

    def _execute(self, statement: str) -> Any:
        """The first row of the answer, if there is any."""
        address = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            answer = connection.execute(statement)  # type: ignore[call-overload]
            return answer.fetchone() if answer.description else None


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A fresh server on a free loopback port."""
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-postgres-"))
    account = _unprivileged()
    if account:
        shutil.chown(folder, account["user"], account["group"])
    try:
        _initialise(folder, account)
        server = _start(folder, account)
        try:
            yield server
        finally:
            server.process.terminate()
            _end(server.process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; its package brings an account for it."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _initialise(folder: Path, account: dict[str, Any]) -> None:
    command = [find("initdb", package="postgresql"), "--pgdata", folder / "data", "--no-sync"]
    command += ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **account)
    assert done.returncode == 0, done.stdout + done.stderr


def _start(folder: Path, account: dict[str, Any]) -> PostgresServer:
    port = free_port()
    options = [f"--{name}={value}" for name, value in CONFIGURATION.items()]
    command = [find("postgres", package="postgresql"), "-D", folder / "data", f"--port={port}"]
    log = (folder / "log").open("wb")
    process = subprocess.Popen([*command, *options], stdout=log, stderr=log, cwd=folder, **account)
    server = PostgresServer(port, process)
    until(lambda: _accepts(server, folder), "PostgreSQL to start")
    return server


def _accepts(server: PostgresServer, folder: Path) -> bool:
    assert server.process.poll() is None, (folder / "log").read_text()
    try:
        server._execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
