"""The place in a list as an address carries it: sixteen letters that say nothing to people."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

from frontdesk.news.store import Key

# As the columns are: a big integer and an integer, so that no address can overflow a query.
_LAYOUT = struct.Struct(">qi")


class BadKey(ValueError):
    """The text of an address is no key."""


def written(key: Key) -> str:
    return urlsafe_b64encode(_LAYOUT.pack(*key)).decode()


def read(text: str) -> Key:
    """The key that `written` wrote. Raises BadKey."""
    try:
        key = Key(*_LAYOUT.unpack(urlsafe_b64decode(text)))
    except (ValueError, struct.error) as wrong:
        raise BadKey(text) from wrong
    # Base64 forgives stray characters, and a page has one address.
    if written(key) != text:
        raise BadKey(text)
    return key
