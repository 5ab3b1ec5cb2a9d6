"""The worker: one loop of periodic jobs, and threads that are watched.

A job that fails is logged and comes round again. A watched thread runs until it is told to stop;
when it dies, so does the process, so that whoever supervises it sees and starts it anew.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask

from frontdesk.core.db import db

Job = Callable[[], object]
Watched = Callable[[threading.Event], None]

FAREWELL = 10

log = logging.getLogger(__name__)


@dataclass
class _Periodic:
    name: str
    seconds: float
    job: Job
    due: float = 0.0


@dataclass
class _Plan:
    """What this application's worker does; `stop` is set when it is told to end."""

    periodic: list[_Periodic] = field(default_factory=list)
    watched: dict[str, Watched] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)
    died: list[str] = field(default_factory=list)


def every(app: Flask, seconds: float, name: str, job: Job) -> None:
    """Register a job that runs at the start and then every so many seconds, in an app context."""
    _plan(app).periodic.append(_Periodic(name, seconds, job))


def watch(app: Flask, name: str, body: Watched) -> None:
    """Register what runs in a thread of its own, until the event it is given is set."""
    _plan(app).watched[name] = body


def stopping(app: Flask) -> bool:
    """Whether the worker was told to end: long jobs ask between two pieces of work."""
    return _plan(app).stop.is_set()


def run(app: Flask) -> None:
    """Work until SIGTERM or SIGINT. Exits with status 1 when a watched thread died."""
    plan = _plan(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _tell(plan))
    threads = [
        threading.Thread(target=_watched, args=(app, name, body), name=name, daemon=True)
        for name, body in plan.watched.items()
    ]
    for thread in threads:
        thread.start()
    while not plan.stop.is_set():
        plan.stop.wait(run_due(app))
    for thread in threads:
        thread.join(FAREWELL)
    if plan.died:
        raise SystemExit(1)


def _tell(plan: _Plan) -> None:
    # A handler interrupts the main thread, which may hold the event's own lock at that moment.
    threading.Thread(target=plan.stop.set, daemon=True).start()


def run_due(app: Flask) -> float:
    """Run the jobs whose time has come; returns the seconds until the next."""
    plan = _plan(app)
    for entry in plan.periodic:
        if entry.due <= time.monotonic() and not plan.stop.is_set():
            _run(app, entry)
            entry.due = time.monotonic() + entry.seconds
    soonest = min((entry.due for entry in plan.periodic), default=time.monotonic() + 60)
    return max(0.0, soonest - time.monotonic())


def _run(app: Flask, entry: _Periodic) -> None:
    with app.app_context():
        try:
            entry.job()
        except Exception:
            log.exception("The job %s failed; it will be tried again", entry.name)
        finally:
            db.session.remove()


def _watched(app: Flask, name: str, body: Watched) -> None:
    plan = _plan(app)
    try:
        with app.app_context():
            body(plan.stop)
    except BaseException:
        log.exception("The thread %s died", name)
    if not plan.stop.is_set():
        plan.died.append(name)
        plan.stop.set()


def _plan(app: Flask) -> _Plan:
    plan: _Plan = app.extensions.setdefault("worker_plan", _Plan())
    return plan
