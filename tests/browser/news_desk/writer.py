"""Somebody who writes news, in the words of the page."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

ALEX = "alex@site.example"
PASSWORD = "correct horse battery staple"

# A sign-in that has run out and a connection that is gone are what these tests are about.
EXPECTED = (r"status of 40[019]", r"net::ERR_INTERNET_DISCONNECTED", r"status of 304")

_PASTE = """(element, [html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  element.dispatchEvent(new ClipboardEvent("paste",
    { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@dataclass
class Writer:
    page: Page

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("textbox", name="Text")

    @property
    def markdown(self) -> str:
        return str(self.page.locator("textarea[name=body]").input_value())

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-kept]")

    def tool(self, name: str) -> Locator:
        toolbar = self.page.get_by_role("toolbar", name="Text")
        return toolbar.get_by_role("button", name=name, exact=True)

    def sign_in(self, email: str = ALEX) -> None:
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def go_to_end(self) -> None:
        self.text.click()
        self.page.keyboard.press("Control+End")

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def empty(self) -> None:
        self.text.click()
        self.press("Control+a", "Delete")

    def paste(self, html: str, plain: str = "") -> None:
        self.text.evaluate(_PASTE, [html, plain])

    def wait_until_saved(self) -> None:
        expect(self.status).to_contain_text("Saved", timeout=15_000)
