"""What may stand in a mail header: one line of visible characters."""

import unicodedata

# Control characters, format characters and the line and paragraph separators. Python and mail
# servers of different ages end a header at different ones of these, so none is let through.
_REFUSED = {"Cc", "Cs", "Zl", "Zp"}


class HeaderRefused(ValueError):
    """A header value holds a control character or a line separator, or is no single address."""


def checked(name: str, value: str) -> str:
    """The value itself. Raises HeaderRefused, naming the header and the character."""
    for character in value:
        if unicodedata.category(character) in _REFUSED:
            raise HeaderRefused(f"{name} holds the character U+{ord(character):04X}.")
    return value
