"""What a customer and a representative do on the site's pages, with or without JavaScript."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.whole_way.post import MailProgram, link_in
from tests.services.waiting import until

ROBIN = "robin@site.example"
PASSWORD = "correct horse battery staple"
SUMMARY = "The waiting-room display is dark"
DETAILS = "Since this morning the juniper display shows nothing."

MOST_TABS = 40

# The outline of the control, or of what stands for it.
_SHOWS_FOCUS = """target => {
  const style = getComputedStyle(target);
  return target.matches(":focus-visible")
    && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""

_READ = """() => {
  const [arrival] = performance.getEntriesByType("navigation");
  return performance.now() - arrival.responseEnd > 2000;
}"""


@dataclass
class Reader:
    """Somebody in front of a page."""

    page: Page

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()

    def wait_for_heading(self, words: str) -> None:
        self.page.get_by_role("heading", level=1, name=words).wait_for()

    def remember_page(self) -> None:
        """From now on a reload of this page would be noticed."""
        self.page.evaluate("window.neverReloaded = true")

    def page_was_kept(self) -> bool:
        """Whether this is still the page that was to be remembered."""
        return self.page.evaluate("window.neverReloaded === true")

    def reload_until(self, words: str) -> None:
        """Look again and again by hand, as one does without JavaScript."""

        def look() -> bool:
            self.page.reload()
            return words in self.page.locator("main").inner_text()

        until(look, words)

    def step_now(self) -> str:
        """The step that the page says is the present one."""
        return self.page.locator("[aria-current=step] > span:last-child").inner_text()

    def seconds_left(self) -> int:
        """What the countdown says in minutes and seconds."""
        found = re.search(r"(\d):([0-5]\d)$", self.page.locator(".countdown").inner_text().strip())
        assert found, "no countdown that can be read"
        return 60 * int(found[1]) + int(found[2])

    def fact(self, name: str) -> str:
        """What the page's list of facts says under this name."""
        row = self.page.locator(".facts > div").filter(has=self.page.get_by_text(name, exact=True))
        return row.locator("dd").inner_text()

    def tab_to(self, role: str, name: str) -> None:
        """Press Tab until the keyboard is at this control, which shows that it is there."""
        target = self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate("target => target === document.activeElement"):
                assert target.evaluate(_SHOWS_FOCUS), f"nothing shows that {name} has the keyboard"
                return
        raise AssertionError(f"{name} is not reached with {MOST_TABS} presses of Tab")


@dataclass
class Caller(Reader):
    """A customer, with a browser and a mail program."""

    mail: MailProgram

    def fill_in_support(self) -> None:
        """Fill in the form, no faster than a person: what is quicker is held back as automatic."""
        self.page.get_by_label("Your name").fill(self.mail.name)
        self.page.get_by_label("E-mail address").fill(self.mail.address)
        self.page.get_by_label("The problem in one line").fill(SUMMARY)
        self.page.get_by_label("What happens, and since when?").fill(DETAILS)
        self.read_page()

    def read_page(self) -> None:
        until(lambda: self.page.evaluate(_READ), "a person's time to read the page")

    def ask(self) -> None:
        self.page.goto("/support")
        self.fill_in_support()
        self.press("Send the request")
        self.wait_for_heading(SUMMARY)

    def open_link(self, subject: str) -> None:
        """Open the link in the mail with this subject."""
        self.page.goto(link_in(self.mail.wait_for(subject)))

    def agree_on_page(self) -> None:
        self.page.get_by_label("I have read this version").check()
        self.press("I agree to this session")
        self.wait_for_heading("Ready when you are")


@dataclass
class Desk(Reader):
    """A representative in front of the staff pages."""

    def sign_in(self) -> None:
        self.page.goto("/staff/")
        self.page.get_by_label("Email").fill(ROBIN)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Sign in")
        self.wait_for_heading("Today")

    def open_request_of(self, name: str) -> None:
        self.page.goto("/staff/support")
        self.page.get_by_role("listitem").filter(has_text=name).get_by_role("link").click()
        self.wait_for_heading(SUMMARY)

    def prepare(self) -> None:
        """Log what must come before any proposal."""
        self.write("Talked through", "Power is on.", "Log the talk-through")
        self.write("Knowledge base", "No article helps.", "Log the look-up")

    def write(self, field: str, words: str, button: str) -> None:
        self.page.get_by_role("textbox", name=field).fill(words)
        self.press(button)
        self.page.locator(".timeline").get_by_text(words).wait_for()

    def propose(self) -> None:
        self.press("Propose a remote session")
        self.wait_for_heading("is reading the proposal")

    def make_key(self) -> str:
        """Make the key and read it from the page, to be read out on the telephone."""
        self.press("Make the key")
        return self.page.locator("p.key").inner_text()
