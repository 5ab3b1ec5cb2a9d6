"""The text of a story as visitors read it: Markdown, with pictures of the library where it asks for
them by an address such as ![A sign](/pictures/0123456789abcdef-960.jpg)."""

import re
from collections.abc import Iterator

from flask import get_template_attribute
from markupsafe import Markup

from frontdesk.core.markdown import Image, images, render
from frontdesk.news import picturing
from frontdesk.news.content import Photograph

ADDRESS = re.compile(r"/pictures/([0-9a-f]{16})-\d{1,4}\.(?:avif|webp|jpg)")
# The title of a picture that needs no words.
DECORATION = "decoration"
SIZES = "(min-width: 44rem) 40rem, 92vw"


def html(body: str) -> Markup:
    """The HTML of the text. Raises TooLong as core.markdown does."""
    shown = {image: photograph.shown for image, photograph in asked_for(body) if photograph}
    draw = get_template_attribute("components/site.html", "picture")
    return render(body, lambda image: draw(shown[image], SIZES) if image in shown else None)


def asked_for(body: str) -> Iterator[tuple[Image, Photograph | None]]:
    """Every picture that the text asks for, in order; None for what the library does not have."""
    found = [(image, ADDRESS.fullmatch(image.address)) for image in images(body)]
    sizes = picturing.sizes([address[1] for _, address in found if address])
    for image, address in found:
        size = sizes.get(address[1]) if address else None
        yield image, _photograph(image, address[1], *size) if address and size else None


def _photograph(image: Image, digest: str, width: int, height: int) -> Photograph:
    decorative = image.title == DECORATION and not image.alt
    return Photograph(digest, width, height, image.alt, decorative)
