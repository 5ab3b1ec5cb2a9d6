"""Programs of the system that the tests need. A missing one fails by name, with its remedy."""

import os
import shutil
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class MissingProgramError(Exception):
    """A program is not on this machine; the message says which command installs it."""


def find(*names: str, package: str) -> Path:
    """The first of `names` on the path, or else in the folders where Debian hides servers."""
    hidden = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, hidden), "/usr/sbin"])
    for name in names:
        if found := shutil.which(name, path=path):
            return Path(found).resolve() if package == "postgresql" else Path(found)
    raise MissingProgramError(
        f"{names[0]} is not on this machine. Run: apt-get install {package} "
        "(make test and make bench install all that they need)"
    )


def chromium() -> Path:
    """The browser named by CHROMIUM in the environment, or else one of the usual names."""
    named = os.environ.get("CHROMIUM")
    return Path(named) if named else find(*CHROMIUM, package="chromium")
