"""Text as it comes from outside: what can be kept of it, and how much."""

import unicodedata

# Far above what may be published, so that a text is kept even while it is too long to go out.
LONGEST_LINE = 2_000
LONGEST_TEXT = 400_000
MOST_ROWS = 40
MOST_PICTURES = 40


def clean(text: str) -> str:
    """The text without what no page can carry: control characters and halves of characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
