"""One site and one browser for all that is judged here: looking changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.services.programs import chromium
from tests.services.site import LiveSite, running_site

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with running_site(tmp_path_factory.mktemp("quality")) as site:
        yield site


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def modules() -> Path:
    """Where npm put the judges. Fails with the remedy when it has not."""
    assert (MODULES / "axe-core").is_dir(), "axe-core is missing. Run: scripts/setup-tests"
    return MODULES
