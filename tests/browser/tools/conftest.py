"""One running site for all tools."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.services.site import LiveSite, running_site


@pytest.fixture(scope="package")
def tools_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with running_site(tmp_path_factory.mktemp("tools")) as site:
        yield site


@pytest.fixture
def open_tool(
    new_context: Callable[..., BrowserContext], tools_site: LiveSite
) -> Callable[..., Page]:
    """Opens an address of the site in a browser of its own; options are the context's."""

    def open_(path: str, script: str = "", **options: Any) -> Page:
        context = new_context(base_url=tools_site.url, **options)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(path)
        return page

    return open_
