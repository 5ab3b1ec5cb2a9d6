"""Somebody who fills in the forms with nothing but a keyboard."""

from dataclasses import dataclass

from tests.browser.whole_way.people import _READ, Reader
from tests.services.waiting import until


@dataclass
class Visitor(Reader):
    def type_into(self, label: str, text: str) -> None:
        self.tab_to("textbox", label)
        self.page.keyboard.type(text)

    def choose(self, label: str, beginning: str) -> None:
        """In a list of choices, the one that begins so."""
        self.tab_to("combobox", label)
        self.page.keyboard.type(beginning)

    def push(self, button: str) -> None:
        self.tab_to("button", button)
        self.page.keyboard.press("Enter")

    def tick(self, label: str) -> None:
        self.tab_to("checkbox", label)
        self.page.keyboard.press("Space")

    def take_time(self) -> None:
        """As long as a person needs: what is sent faster is held back as automatic."""
        until(lambda: self.page.evaluate(_READ), "a person's time to read the page")

    def items(self) -> list[str]:
        """What stands beside each item that the form has."""
        return self.page.locator("fieldset.item legend").all_inner_texts()
