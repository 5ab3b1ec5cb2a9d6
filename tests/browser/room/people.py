"""What the two people of a session do and see, in the words of their pages."""

import re
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, Route

from tests.services.waiting import until

SURFACE = "The shared surface"
COLOUR = "#00aa50"
GREEN = (0, 170, 80)
# Video is not exact about colours; no other colour of these pages comes this near.
NEAR = 40

_PIXEL = """() => {
  const video = document.querySelector("#room video");
  if (!video || video.hidden || !video.videoWidth) return null;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  return [...context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].slice(0, 3);
}"""


@dataclass
class Person:
    page: Page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def wait_for_text(self, text: str) -> None:
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def colour(self) -> tuple[int, int, int] | None:
        """The colour in the middle of the picture; None when there is no picture."""
        found = self.page.evaluate(_PIXEL)
        return tuple(found) if found else None

    def sees(self, colour: tuple[int, int, int]) -> bool:
        found = self.colour()
        return found is not None and all(
            abs(a - b) <= NEAR for a, b in zip(found, colour, strict=True)
        )

    def wait_for_picture(self) -> None:
        until(lambda: self.sees(GREEN), "the colour of the surface in the picture")

    def wait_for_end(self, why: str) -> None:
        """The room says that it is over and why, and shows nothing any more."""
        self.wait_for_text(why)
        assert self.colour() is None

    def end(self) -> None:
        self.press("End the session")

    def lose_site(self) -> None:
        """From now on the site cannot be reached from this browser."""
        self.page.context.route("**/*", lambda route: route.abort())


@dataclass
class Customer(Person):
    key: str

    def start(self) -> None:
        self.page.get_by_label("The key").fill(self.key)
        self.press("Start the session")
        self.wait_for_text("Close your documents")

    def allow(self) -> None:
        self.press("I have closed my documents")
        self.press("Let Robin Reed see what I choose")

    def choose(self) -> None:
        self.press("Choose what to show")


@dataclass
class Representative(Person):
    def join(self) -> None:
        self.press("Join the session")
        self.page.locator("[data-status]").locator("visible=true").wait_for()

    def status(self) -> str:
        return self.page.locator("#room [data-status]").inner_text()

    def wait_for_status(self, text: str) -> None:
        until(lambda: text in self.page.locator("#room [data-status]").inner_text(), text)


def allow_loopback(context: BrowserContext, origin: str) -> None:
    """Let the browsers of one machine find each other without any network.

    Chromium names the loopback address to the other side only on pages that may use the camera,
    which ours may not; on a network the browsers need no such permission.
    """
    context.grant_permissions(["camera", "microphone"], origin=origin)
    context.route(re.compile(r"/(staff/sessions|session)/[^/?]+$"), _with_camera)


def _with_camera(route: Route) -> None:
    if route.request.method != "GET":
        route.fallback()
        return
    answer = route.fetch(max_redirects=0)
    headers = {**answer.headers}
    policy = headers.get("permissions-policy", "")
    headers["permissions-policy"] = re.sub(r"(camera|microphone)=\(\)", r"\1=(self)", policy)
    route.fulfill(response=answer, headers=headers)
