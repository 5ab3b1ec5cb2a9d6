"""The worker, started as the site starts it, stays small over the worst pictures it may get."""

import os
import sys
from pathlib import Path

from PIL import Image

from frontdesk.app import create_app
from frontdesk.core.db import db
from frontdesk.media import actions, store
from frontdesk.media.models import State
from frontdesk.media.staff_views import LARGEST
from tests.factories import a_member
from tests.services.site import LiveSite, prepared_site
from tests.services.waiting import until

MOST_MEMORY = 400 * 1000 * 1000
# Runs a command, tells who that is, passes SIGTERM on, and in the end tells in kilobytes how much
# the greatest of all processes that it has started took.
WEIGHING = """
import resource, signal, subprocess, sys
told, *command = sys.argv[1:]
child = subprocess.Popen(command)
with open(told + ".pid", "w") as file:
    print(child.pid, file=file)
signal.signal(signal.SIGTERM, lambda *_: child.terminate())
child.wait()
with open(told, "w") as file:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=file)
"""


def worst(path: Path) -> None:
    """About as large as a file may be and as what is kept of it, see-through, and so noisy that it
    packs badly, though not so much that AVIF would take long."""
    side = 2500
    noise = os.urandom(side * side * 4).translate(bytes(100 + byte % 8 for byte in range(256)))
    Image.frombytes("RGBA", (side, side), noise).save(path, "PNG", compress_level=0)
    assert LARGEST * 0.95 < path.stat().st_size < LARGEST


def state(site: LiveSite, picture: int) -> str:
    db.session.rollback()
    found = store.by_id(picture)
    assert found
    return found.state


def test_the_sizes_of_the_worst_picture_take_little_memory(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with prepared_site(tmp_path) as site, create_app(site.settings).app_context():
        worst(tmp_path / "worst.png")
        picture = actions.add(a_member(), tmp_path / "worst.png", "worst.png").id
        site.worker.command = [sys.executable, "-c", WEIGHING, str(told), *site.worker.command]
        site.worker.start()
        until(lambda: state(site, picture) != State.WAITING, "the sizes", seconds=120)
        assert state(site, picture) == State.READY
        own = peak_of(int(told.with_suffix(".pid").read_text()))
        site.worker.stop()
    # One rendition is made at a time, in a process beside the worker.
    together = own + 1024 * int(told.read_text())
    assert together < MOST_MEMORY, f"{together / 1e6:.0f} MB, {own / 1e6:.0f} MB of it the worker"


def peak_of(pid: int) -> int:
    """The most memory that a process has had so far, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return 1024 * int(peak)
