"""One site for the forms, and people in front of it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext

from frontdesk.app import create_app
from tests.browser.enquiries.visitor import Visitor
from tests.services.site import LiveSite, running_site


@pytest.fixture(scope="package")
def form_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with running_site(tmp_path_factory.mktemp("forms")) as site:
        yield site


@pytest.fixture
def desk(form_site: LiveSite) -> Iterator[Flask]:
    """The running site's database."""
    app = create_app(form_site.settings)
    with app.app_context():
        yield app


@pytest.fixture
def come(form_site: LiveSite, new_context: Callable[..., BrowserContext]) -> Callable[..., Visitor]:
    """Opens a page as a visitor whose browser runs scripts, or does not."""

    def make(path: str, script: bool = True) -> Visitor:
        context = new_context(base_url=form_site.url, java_script_enabled=script)
        visitor = Visitor(context.new_page())
        visitor.page.goto(path)
        return visitor

    return make
