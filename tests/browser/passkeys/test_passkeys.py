"""A passkey in a real browser, whose device Chromium plays."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from frontdesk.app import create_app
from frontdesk.core.db import db
from frontdesk.staff import accounts
from tests.services.ports import free_port
from tests.services.site import LiveSite, running_site

ROBIN = "robin@site.example"
PASSWORD = "correct horse battery staple"
SIGN_IN = "Sign in with a passkey"


@pytest.fixture
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """A site with a name, since a passkey belongs to one and not to a bare address."""
    port = free_port()
    named = {"PORT": str(port), "BASE_URL": f"http://localhost:{port}"}
    with running_site(tmp_path_factory.mktemp("passkeys"), named) as site:
        app = create_app(site.settings)
        with app.app_context():
            accounts.add(ROBIN, "Robin Reed", PASSWORD, "author")
            db.session.remove()
            db.engine.dispose()
        yield site


@pytest.fixture
def page(live_site: LiveSite, new_context: Callable[..., BrowserContext]) -> Page:
    return new_context((r"status of 400",), base_url=live_site.url).new_page()


class Device:
    """Chromium's own authenticator: a telephone that its owner unlocks with a finger."""

    def __init__(self, page: Page) -> None:
        self._tell = page.context.new_cdp_session(page).send
        self._tell("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
        }
        added = self._tell("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._which = {"authenticatorId": added["authenticatorId"]}

    def knows_owner(self, known: bool) -> None:
        self._tell("WebAuthn.setUserVerified", {**self._which, "isUserVerified": known})

    @property
    def keys(self) -> int:
        return len(self._tell("WebAuthn.getCredentials", self._which)["credentials"])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def type_password(page: Page) -> None:
    page.goto("/staff/sign-in?next=/staff/account")
    page.get_by_label("Email").fill(ROBIN)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def test_a_passkey_is_added_used_and_removed(page: Page) -> None:
    device = Device(page)
    type_password(page)
    expect(page.get_by_label("Name of this device")).to_have_value("Chrome on Linux")
    press(page, "Add a passkey")
    expect(page.get_by_role("status")).to_contain_text("The passkey is added")
    assert device.keys == 1

    page.get_by_label("Name of this device").fill("Chrome on Linux")
    press(page, "Add a passkey")
    expect(page.get_by_role("alert")).to_contain_text("passkey of that name")
    page.get_by_label("Name of this device").fill("The same telephone")
    press(page, "Add a passkey")
    expect(page.get_by_role("alert")).to_contain_text("has a passkey for your account already")

    press(page, "Sign out")
    page.goto("/staff/sign-in?next=/staff/account")
    press(page, SIGN_IN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    press(page, "Sign out")
    type_password(page)
    expect(page.get_by_role("status")).to_contain_text("go on with your passkey")
    device.knows_owner(False)
    press(page, SIGN_IN)
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
    device.knows_owner(True)
    press(page, SIGN_IN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    press(page, "Remove Chrome on Linux")
    expect(page.get_by_role("status")).to_contain_text("The passkey is removed")
    press(page, "Sign out")
    press(page, SIGN_IN)
    expect(page.get_by_role("status")).to_contain_text("does not let anybody in")
