"""axe-core, the judge of whether a page hinders anybody."""

from pathlib import Path

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that another colour scheme can change.
OF_COLOUR = ["color-contrast", "link-in-text-block"]


def source(modules: Path) -> str:
    return (modules / "axe-core" / "axe.min.js").read_text()


def violations(page: Page, axe: str) -> list[str]:
    """What is wrong with the page as it stands, in a line each: by all rules in the light scheme,
    and by those of colour in the dark one."""
    # Evaluated, since the content policy lets no script in.
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    page.emulate_media(color_scheme="light")
    found = [f"light: {wrong}" for wrong in _run(page, RULES)]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {wrong}" for wrong in _run(page, OF_COLOUR)]


def _run(page: Page, rules: list[str]) -> list[str]:
    result = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)
    return [
        f"{wrong['id']}: {wrong['help']}: {node['target']}"
        for wrong in result["violations"]
        for node in wrong["nodes"]
    ]
