"""Part of `make check`, without the internet: what is declared, locked and installed agree.

Every dependency of pyproject.toml is pinned in the locks within its bounds, every pin carries
hashes, the development lock pins what the runtime lock pins, and this environment holds exactly
the locked versions. Known vulnerabilities need the internet: `make audit`.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
# What comes with an environment rather than from a lock.
PROVIDED = {"pip", "setuptools", "wheel"}


@dataclass(frozen=True)
class Pin:
    version: Version
    marker: Marker | None
    hashes: int

    @property
    def applies(self) -> bool:
        return self.marker is None or self.marker.evaluate()


Lock = dict[str, list[Pin]]


def main() -> int:
    runtime, development = _lock("requirements.txt"), _lock("requirements-dev.txt")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    everything = project["dependencies"] + project["optional-dependencies"]["dev"]
    wrong = [
        *_undeclared("requirements.txt", runtime, project["dependencies"]),
        *_undeclared("requirements-dev.txt", development, everything),
        *_unhashed("requirements.txt", runtime),
        *_unhashed("requirements-dev.txt", development),
        *_disagreeing(runtime, development),
        *_installed_otherwise(development),
        *_broken(),
    ]
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print(f"Dependencies are in order: {len(runtime)} to run, {len(development)} in all.")
    return 1 if wrong else 0


def _lock(name: str) -> Lock:
    """The pins of a lock file by name; one name may be pinned twice under different markers."""
    lock: Lock = {}
    text = (ROOT / name).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement = Requirement(re.sub(r"\s--hash=\S+", "", line).split(" #")[0].strip())
        (specifier,) = requirement.specifier
        pin = Pin(Version(specifier.version), requirement.marker, line.count("--hash=sha256:"))
        lock.setdefault(canonicalize_name(requirement.name), []).append(pin)
    return lock


def _undeclared(name: str, lock: Lock, declared: list[str]) -> Iterator[str]:
    for text in declared:
        requirement = Requirement(text)
        pins = lock.get(canonicalize_name(requirement.name), [])
        if not any(requirement.specifier.contains(pin.version) for pin in pins):
            yield f"{name} does not pin {text} of pyproject.toml"


def _unhashed(name: str, lock: Lock) -> Iterator[str]:
    for package, pins in lock.items():
        if any(pin.hashes == 0 for pin in pins):
            yield f"{name} pins {package} without a hash"


def _disagreeing(runtime: Lock, development: Lock) -> Iterator[str]:
    for package, pins in runtime.items():
        if {p.version for p in pins} != {p.version for p in development.get(package, [])}:
            yield f"requirements-dev.txt pins another {package} than requirements.txt"


def _installed_otherwise(lock: Lock) -> Iterator[str]:
    installed = {canonicalize_name(d.name): Version(d.version) for d in distributions()}
    wanted = {n: {p.version for p in pins if p.applies} for n, pins in lock.items()}
    for package, versions in wanted.items():
        if versions and installed.get(package) not in versions:
            yield f"{package} is installed as {installed.get(package)}, not as locked"
    for package in sorted(installed.keys() - wanted.keys() - PROVIDED):
        yield f"{package} is installed, but in no lock"


def _broken() -> Iterator[str]:
    check = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    if check.returncode:
        yield from check.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
