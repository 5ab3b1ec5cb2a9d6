"""The worker's loop: jobs come round whatever they do, and it ends when told."""

import os
import signal
import threading

import pytest

from frontdesk.core import worker
from frontdesk.core.db import db

pytestmark = pytest.mark.one_database


@pytest.fixture
def app(app):
    """An application whose worker has nothing to do yet."""
    app.extensions.pop("worker_plan", None)
    return app


def end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_a_job_comes_round_until_the_worker_is_told_to_end(app):
    ran = []

    def job() -> None:
        ran.append(1)
        if len(ran) == 3:
            end()

    worker.every(app, 0.01, "job", job)
    worker.run(app)

    assert len(ran) >= 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_either_signal_ends_it(app, number):
    worker.every(app, 0.01, "end", lambda: os.kill(os.getpid(), number))

    worker.run(app)

    assert worker.stopping(app)


def test_a_job_that_fails_is_logged_and_keeps_nothing_else_from_running(app, caplog):
    ran = []

    def fail() -> None:
        raise KeyError("a fault of ours")

    worker.every(app, 0.01, "failing", fail)
    worker.every(app, 0.01, "other", lambda: (ran.append(1), len(ran) == 2 and end()))
    worker.run(app)

    assert len(ran) >= 2
    assert "The job failing failed" in caplog.text


def test_a_job_is_run_no_more_often_than_asked(app):
    ran = []
    worker.every(app, 3600, "hourly", lambda: ran.append(1))

    first, second = worker.run_due(app), worker.run_due(app)

    assert len(ran) == 1
    assert 3500 < second <= first <= 3600


def test_each_job_has_a_database_session_of_its_own(app):
    sessions = []
    for name in ("one", "two"):
        worker.every(app, 60, name, lambda: sessions.append(db.session()))

    worker.run_due(app)

    assert sessions[0] is not sessions[1]


def test_a_watched_thread_is_told_to_end(app):
    told = threading.Event()

    def watch(stop: threading.Event) -> None:
        stop.wait()
        told.set()

    worker.watch(app, "watch", watch)
    worker.every(app, 0.01, "end", end)
    worker.run(app)

    assert told.is_set()


@pytest.mark.parametrize("death", [KeyError("a fault of ours"), None])
def test_when_a_watched_thread_dies_so_does_the_worker(app, death, caplog):
    def die(_stop: threading.Event) -> None:
        if death:
            raise death

    worker.watch(app, "inbox", die)

    with pytest.raises(SystemExit) as exit_:
        worker.run(app)
    assert exit_.value.code == 1
    assert "inbox" in caplog.text or death is None
