"""`make lighthouse`: the real Lighthouse, mobile preset, on every page of the site map.

Prints each page's four scores with its layout shift and blocking time (milliseconds), and exits
with 1 unless every score is 100 and both of the others are nought. Paths can be named as arguments.

A page is judged up to three times until it is without fault, and every time is printed: a blocking
time above nought may be the machine's, and Lighthouse itself asks to be run again now and then.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.quality.conftest import MODULES
from tests.quality.pages import listed_pages
from tests.services.programs import chromium, find
from tests.services.site import running_site

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = 3
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="frontdesk-lighthouse-") as name:
        folder = Path(name)
        with running_site(folder) as site:
            paths = sys.argv[1:] or listed_pages(site.url)
            good = [any(_judge(site.url, path, folder) for _ in range(TIMES)) for path in paths]
    print(f"{good.count(True)} of {len(good)} pages are without fault.")
    return 0 if all(good) else 1


def _judge(base: str, path: str, folder: Path) -> bool:
    report = _report(base + path, folder / "report.json")
    if report is None:
        print(f"{path:44} Lighthouse gave up; it said why above.")
        return False
    scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    blocking = report["audits"]["total-blocking-time"]["numericValue"]
    print(f"{path:44} {' '.join(f'{s:4}' for s in scores)}   {shift:.3f} {blocking:5.0f}")
    good = min(scores) == 100 and shift == 0 and blocking == 0
    if not good:
        for line in _faults(report):
            print(f"    {line}")
    return good


def _report(address: str, file: Path) -> dict[str, Any] | None:
    program = MODULES / "lighthouse" / "cli" / "index.js"
    command = [find("node", package="nodejs"), program, address, "--quiet", "--output=json"]
    command += [f"--output-path={file}", f"--chrome-flags={FLAGS}"]
    environ = {**os.environ, "CHROME_PATH": str(chromium())}
    if subprocess.run(command, env=environ, stdout=subprocess.DEVNULL).returncode:
        return None
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def _faults(report: dict[str, Any]) -> list[str]:
    return [
        f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}"
        for audit in report["audits"].values()
        if audit.get("score") is not None and audit["score"] < 1
    ]


if __name__ == "__main__":
    sys.exit(main())
