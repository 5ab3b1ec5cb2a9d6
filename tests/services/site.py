"""The real site: web server and worker as processes of their own, on a free loopback port."""

import atexit
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from functools import cache
from pathlib import Path

from frontdesk.settings import ROOT, Settings, load_settings
from tests.services.ports import free_port
from tests.services.waiting import until

PATIENCE = 15
DATABASE = "frontdesk.sqlite3"


@dataclass
class Child:
    """One process and all that it starts, as a process group."""

    command: list[str]
    environ: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """End it kindly, and whatever remains of it by force."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        self.kill9()

    def kill9(self) -> None:
        """End it and everything it has started at once, in the middle of whatever it does."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


@dataclass
class LiveSite:
    """A site that runs; `web` and `worker` can be killed and started again."""

    environ: dict[str, str]
    folder: Path
    workers: int = 1
    web: Child = field(init=False)
    worker: Child = field(init=False)

    def __post_init__(self) -> None:
        self.web = self._child("serve", "--workers", str(self.workers))
        self.worker = self._child("worker")

    @property
    def url(self) -> str:
        return self.environ["BASE_URL"]

    @property
    def settings(self) -> Settings:
        return load_settings(self.environ)

    def flask(self, *arguments: str) -> str:
        """Run an operator's command to its end; returns what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        self.web.start()
        self.worker.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        until(self._ready, f"{self.url}/readyz")

    def stop(self) -> None:
        self.worker.stop()
        self.web.stop()

    def said(self) -> str:
        """What both processes have written so far."""
        return "".join(
            child.log.read_text() for child in (self.web, self.worker) if child.log.exists()
        )

    def _child(self, *arguments: str) -> Child:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        return Child(command, self.environ, self.folder / f"{arguments[0]}.log")

    def _ready(self) -> bool:
        assert self.web.running, f"The web server has ended.\n{self.said()}"
        return http_status(f"{self.url}/readyz") == 200


def http_status(url: str) -> int | None:
    """The status with which the address answers, or None while nobody does."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except (OSError, http.client.HTTPException):
        return None


@contextmanager
def running_site(
    folder: Path, settings: Mapping[str, str] | None = None, workers: int = 1
) -> Iterator[LiveSite]:
    """A site as `prepared_site` makes it, running in the block."""
    with prepared_site(folder, settings, workers) as site:
        site.start()
        yield site


@contextmanager
def prepared_site(
    folder: Path, settings: Mapping[str, str] | None = None, workers: int = 1
) -> Iterator[LiveSite]:
    """A site with a database of its own in `folder`, migrated and seeded, for the block to start;
    `workers` is the number of its web server's processes."""
    site = LiveSite(site_environ(folder, settings or {}), folder, workers)
    if site.environ["DATABASE_URL"]:
        _prepare(site)
    else:
        site.settings.instance_path.mkdir(parents=True, exist_ok=True)
        shutil.copy(_prepared(), site.settings.instance_path)
    try:
        yield site
    finally:
        site.stop()


def _prepare(site: LiveSite) -> None:
    for command in ("migrate", "seed-news"):
        site.flask(command)


@cache
def _prepared() -> Path:
    """A migrated and seeded SQLite file, made once by each test process and copied from then on."""
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-site-"))
    atexit.register(shutil.rmtree, folder)
    site = LiveSite(site_environ(folder, {}), folder)
    _prepare(site)
    return site.settings.instance_path / DATABASE


def site_environ(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a site: every setting given, so that no .env of a developer counts."""
    port = free_port()
    unset = {name.name.upper(): "" for name in fields_of(Settings)}
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONUNBUFFERED": "1",
        **unset,
        "INSTANCE_PATH": str(folder / "instance"),
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "MAIL_FROM": "frontdesk@site.example",
        "REPLY_ADDRESS": "support@site.example",
        **settings,
    }
