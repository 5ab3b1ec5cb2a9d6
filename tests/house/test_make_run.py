"""`make run` starts the whole site, and takes the whole of it away again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from frontdesk.settings import ROOT
from tests.services.ports import answers
from tests.services.site import http_status, site_environ
from tests.services.waiting import until

MAKE = ["make", "--no-print-directory", "run"]
SCRIPT = [sys.executable, "scripts/run.py"]


@contextmanager
def running(command: list[str], environ: dict[str, str], log: Path) -> Iterator[int]:
    """The command as a terminal runs it: leader of the group that Ctrl-C reaches."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process.pid
        process.wait(30)
    finally:
        for pid in processes_with(environ["INSTANCE_PATH"]):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def processes_with(instance: str) -> set[int]:
    """Every process that was given this instance folder, whoever its parent is now."""
    wanted = f"INSTANCE_PATH={instance}".encode()
    found = set()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:
            continue
    return found


def ready(environ: dict[str, str]) -> bool:
    return http_status(f"{environ['BASE_URL']}/readyz") == 200


@pytest.mark.parametrize(
    ("command", "stop"),
    [
        (MAKE, lambda pid: os.killpg(pid, signal.SIGINT)),
        (SCRIPT, lambda pid: os.kill(pid, signal.SIGTERM)),
    ],
    ids=["ctrl-c in the terminal", "a supervisor's request"],
)
def test_a_signal_ends_everything_and_the_next_run_starts(
    tmp_path: Path, command: list[str], stop: Callable[[int], None]
) -> None:
    environ = site_environ(tmp_path, {})
    log = tmp_path / "log"
    for _ in range(2):
        with running(command, environ, log) as pid:
            until(lambda: ready(environ), "the site to be ready")
            # The web server, its worker process, our worker, and the one that keeps them.
            assert len(processes_with(environ["INSTANCE_PATH"])) >= 4
            stop(pid)
            until(lambda: not processes_with(environ["INSTANCE_PATH"]), log.read_text())
            assert not answers(int(environ["PORT"]))


def test_it_says_where_to_look_and_how_to_sign_in_but_the_password_only_once(
    tmp_path: Path,
) -> None:
    environ = site_environ(tmp_path, {})
    said = []
    for turn in ("first", "second"):
        log = tmp_path / turn
        with running(SCRIPT, environ, log) as pid:
            until(lambda: ready(environ), "the site to be ready")
            os.killpg(pid, signal.SIGTERM)
        said.append(log.read_text())
    for words in said:
        assert f"{environ['BASE_URL']}/" in words
        assert f"{environ['BASE_URL']}/staff/sign-in" in words
    assert "staff@example.org" in said[0]
    assert "staff@example.org" not in said[1]


def test_a_signal_in_the_first_moments_ends_everything_too(tmp_path: Path) -> None:
    environ = site_environ(tmp_path, {})
    with running(SCRIPT, environ, tmp_path / "log") as pid:
        until(lambda: len(processes_with(environ["INSTANCE_PATH"])) >= 2, "the first child")
        os.killpg(pid, signal.SIGINT)
        until(lambda: not processes_with(environ["INSTANCE_PATH"]), "every process to end")


def test_when_the_worker_dies_the_web_server_does_not_carry_on_alone(tmp_path: Path) -> None:
    environ = site_environ(tmp_path, {})
    log = tmp_path / "log"
    with running(SCRIPT, environ, log):
        until(lambda: ready(environ), "the site to be ready")
        worker = until(lambda: the_worker(environ["INSTANCE_PATH"]), "the worker")
        os.kill(worker, signal.SIGKILL)
        until(lambda: not processes_with(environ["INSTANCE_PATH"]), "every process to end")
    assert "ended by itself" in log.read_text()


def test_a_setting_that_will_not_do_is_named_without_a_traceback(tmp_path: Path) -> None:
    environ = site_environ(tmp_path, {"ENVIRONMENT": "staging"})
    done = subprocess.run(SCRIPT, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode != 0
    assert "ENVIRONMENT must be development or production" in done.stderr
    assert "Traceback" not in done.stderr


def the_worker(instance: str) -> int:
    """The worker's process, or 0."""
    for pid in processes_with(instance):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if words[-2:] == [b"worker", b""]:
            return pid
    return 0
