"""Part of `make check`: content that loads, templates that compile and hold no inline code.

The content policy forbids inline scripts and styles and anything from another host; a template
that contains some would be broken in the browser, and a test may never come by it.
"""

import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).resolve().parents[1]

FORBIDDEN = {
    r"<style\b": "a <style> element",
    r"<script(?![^>]*\b(?:src=|type=.application/ld\+json))": "an inline <script>",
    r"<[^>]*\son[a-z]+\s*=": "an event attribute",
    r"<(?!a\b)[^>]*\s(?:src|srcset|href|poster)\s*=\s*[\"']?(?:https?:)?//": "an outside resource",
}
# Mail programs know no stylesheets, so there the style attribute is the only way.
FORBIDDEN_ON_PAGES = {**FORBIDDEN, r"<[^>]*\sstyle\s*=": "a style attribute"}
FORBIDDEN_IN_STYLES = {r"@import": "an @import", r"url\(\s*[\"']?(?:https?:)?//": "an outside url"}


def main() -> int:
    wrong = [*_templates(), *_styles(), *_bundle(), *_application()]
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print("Content, templates, styles and the editor's bundle are in order.")
    return 1 if wrong else 0


def _templates() -> Iterator[str]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        mail = path.is_relative_to(ROOT / "templates" / "emails")
        # What Jinja will put in cannot be judged here, and its operators look like tags' ends.
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", _blank, path.read_text(), flags=re.DOTALL)
        yield from _found(path, text, FORBIDDEN if mail else FORBIDDEN_ON_PAGES)


def _styles() -> Iterator[str]:
    for path in sorted((ROOT / "static").rglob("*.css")):
        yield from _found(path, path.read_text(), FORBIDDEN_IN_STYLES)
        yield from _stale_versions(path)


def _stale_versions(style: Path) -> Iterator[str]:
    """A style names its files with their hash, as pages do, or they would be fetched twice."""
    for name, version in re.findall(r'url\("([^"?]+)(?:\?v=(\w+))?"\)', style.read_text()):
        digest = hashlib.sha256((style.parent / name).read_bytes()).hexdigest()[:12]
        if version != digest:
            yield f"{style.relative_to(ROOT)}: write {name}?v={digest}"


def _bundle() -> Iterator[str]:
    """The editor's bundle, its licences and what it is made of are those of one making."""
    for line in (ROOT / "editor" / "bundle.sha256").read_text().splitlines():
        digest, name = line.split("  ")
        if hashlib.sha256((ROOT / name).read_bytes()).hexdigest() != digest:
            yield f"{name}: changed since the bundle was made; run scripts/vendor-editor"


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def _found(path: Path, text: str, patterns: dict[str, str]) -> Iterator[str]:
    for pattern, name in patterns.items():
        for match in re.finditer(pattern, text, re.IGNORECASE):
            line = text.count("\n", 0, match.end()) + 1
            yield f"{path.relative_to(ROOT)}:{line}: {name}"


def _application() -> Iterator[str]:
    """Start the application as a stranger's machine would, and compile every template."""
    sys.path.insert(0, str(ROOT / "site"))
    from frontdesk.app import create_app
    from frontdesk.core.content import ContentError
    from frontdesk.settings import load_settings

    with tempfile.TemporaryDirectory() as instance:
        try:
            app = create_app(load_settings({"INSTANCE_PATH": instance}))
        except ContentError as error:
            yield str(error)
            return
        for name in app.jinja_env.list_templates(filter_func=_ours):
            try:
                app.jinja_env.get_template(name)
            except TemplateSyntaxError as error:
                yield f"templates/{name}:{error.lineno}: {error.message}"


def _ours(name: str) -> bool:
    return (ROOT / "templates" / name).is_file()


if __name__ == "__main__":
    sys.exit(main())
