"""`make run`: prepares the site, then keeps web server and worker together until told to stop.

Each child leads a process group of its own, so that Ctrl-C reaches it once, from here, and so that
what it started in turn ends with it. When one child ends, so does the other.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
CHILDREN = ("serve", "worker")
PATIENCE = 15

_told: list[int] = []


def main() -> int:
    """Run until a signal or until a child ends; returns the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _note)
    prepared = _start(sys.executable, "scripts/prepare.py")
    _wait([prepared])
    if _told or prepared.returncode:
        _end([prepared])
        return prepared.returncode if not _told else 0
    children = [_start(sys.executable, "-m", "flask", "--app", "wsgi", c) for c in CHILDREN]
    _wait(children)
    if not _told:
        print("The web server or the worker ended by itself; stopping the other.", flush=True)
    _end(children)
    return 0 if _told else 1


def _note(number: int, _frame: FrameType | None) -> None:
    _told.append(number)


def _start(*command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def _wait(children: list[subprocess.Popen[bytes]]) -> None:
    """Until a signal has come or a child has ended."""
    while not _told and all(child.poll() is None for child in children):
        time.sleep(0.05)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"Process {child.pid} does not end; it is killed.", flush=True)
        # Whoever of its group is left would hold the port against the next run.
        _signal(child, signal.SIGKILL)
        child.wait()


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


if __name__ == "__main__":
    sys.exit(main())
