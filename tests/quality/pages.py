"""Which pages are judged: all that the site map lists, and those that people meet besides."""

import re
import urllib.request
from urllib.parse import urlsplit

# Not in the site map, since nobody should find them by searching.
BESIDES = (
    "/search?q=sign",
    "/search?q=nothing-has-this-word",
    "/opt-out/done",
    "/no-such-page",
    "/contact/sent",
    "/quote/sent",
    "/quote?product=led-signs&sign=message%3DOPEN%2BTODAY",
)


def every_page(base: str) -> list[str]:
    """The paths of the pages, the site map's first."""
    return [*listed_pages(base), *BESIDES]


def listed_pages(base: str) -> list[str]:
    """The paths of the pages that the site map lists."""
    with urllib.request.urlopen(f"{base}/sitemap.xml") as answer:
        addresses = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    listed = [urlsplit(address).path for address in addresses]
    assert "/" in listed, "the site map does not list the home page"
    return listed
