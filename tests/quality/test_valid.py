"""html-validate finds nothing on any page."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from tests.quality.pages import every_page
from tests.services.programs import find
from tests.services.site import LiveSite

CONFIGURATION = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y"],
    "rules": {
        # Jinja leaves white space where its statements stood; no reader sees it.
        "no-trailing-whitespace": "off",
        # Both spellings are valid HTML.
        "void-style": "off",
        "doctype-style": "off",
        "long-title": "off",
        # The only films are what somebody shows in a session: silent, and begun by a press.
        "no-autoplay": "off",
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
    },
}


def test_every_page_is_valid(site: LiveSite, modules: Path, tmp_path: Path) -> None:
    for number, path in enumerate(every_page(site.url)):
        text = fetch(site.url + path).replace("<html", f"<!-- {path} -->\n<html", 1)
        (tmp_path / f"{number}.html").write_text(text)
    complaints = judge(modules, tmp_path)
    assert not complaints, "\n".join(complaints)


def test_the_judge_finds_what_is_wrong(modules: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><html><p><div></div></html>")
    assert judge(modules, tmp_path)


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:
        return refused.read().decode()


def judge(modules: Path, folder: Path) -> list[str]:
    """What html-validate says of the files in `folder`, each by the page's own path."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(CONFIGURATION))
    program = modules / "html-validate" / "bin" / "html-validate.mjs"
    node = find("node", package="nodejs")
    done = subprocess.run(
        [node, program, "--formatter", "json", str(folder / "*.html")],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert done.stdout.strip(), done.stderr
    return [
        f"{_path(Path(file['filePath']))} line {wrong['line']}: {wrong['ruleId']}: "
        f"{wrong['message']}"
        for file in json.loads(done.stdout)
        for wrong in file["messages"]
    ]


def _path(file: Path) -> str:
    return next((line[5:-4] for line in file.read_text().splitlines() if line[:5] == "<!-- "), "")
