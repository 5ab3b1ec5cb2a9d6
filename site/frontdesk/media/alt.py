"""What may stand in a picture's place for those who don't see it."""

import re
from difflib import SequenceMatcher

MISSING = "Say what the picture shows, or mark it as decoration."
FILE_NAME = (
    "That is a file's name. Say what the picture shows, as you would to somebody on the telephone."
)
NO_WORDS = "Please say it in words."
BOTH = "A decoration has no text: take the mark away, or the text."

ENDING = re.compile(r"\.(jpe?g|png|gif|webp|avif|hei[cf]|svg|tiff?|bmp)\b", re.IGNORECASE)
FROM_CAMERA = re.compile(
    r"(img|dsc[nf]?|pxl|p|photo|image|picture|pic|screenshot|scan|untitled|whatsapp image)"
    r"[\W\d_]*(copy|edited|final|at|am|pm|[\W\d_])*",
    re.IGNORECASE,
)
ALIKE = 0.85


def fault(alt: str, file_name: str) -> str:
    """Why the text will not do for a picture that came under this file name; empty if it will."""
    if ENDING.search(alt) or FROM_CAMERA.fullmatch(alt) or _alike(alt, file_name):
        return FILE_NAME
    return "" if re.search(r"[^\W\d_]{2}", alt) else NO_WORDS


def _alike(alt: str, file_name: str) -> bool:
    one, other = _letters(alt), _letters(file_name)
    return bool(one and other) and SequenceMatcher(None, one, other).ratio() >= ALIKE


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", ENDING.sub("", text)).casefold()
