"""A Word document as Markdown: its structure is kept, its looks, pictures and macros are not.

A `.docx` is an archive that comes from outside, so its sizes are looked at before anything in it is
unpacked, and what is unpacked is bounded by the sizes that were looked at.
"""

import re
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO

import mammoth
import nh3
from markdownify import markdownify

from frontdesk.core import markdown

LARGEST_FILE = 12 * 1024 * 1024
MOST_PARTS = 2_000
# Of XML, which is parsed as a whole; 60,000 characters of text with all their styles are far less.
LARGEST_XML = 8 * 1024 * 1024
LARGEST_HTML = 1024 * 1024

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
# Word writes no document types; they are the way to make a little XML very large.
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))

_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "strong", "em", "a", "ul", "ol", "li"} | {
    *("table", "thead", "tbody", "tr", "th", "td", "blockquote"),
}
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
b => strong
i => em
u =>
strike =>
comment-reference =>
"""


class NotAWordFile(Exception):
    """The file cannot be taken; the message says why and what would help."""


@dataclass(frozen=True)
class WordText:
    """What a document says: `title` may be empty, `body` is Markdown; `pictures` were left out."""

    title: str
    body: str
    pictures: int


def read(file: BinaryIO) -> WordText:
    """The text of a `.docx`. Raises NotAWordFile."""
    _refuse_other_files(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_dangerous(archive)
        file.seek(0)
        html, pictures = _to_html(file)
    except NotAWordFile:
        raise
    # The parsers raise whatever comes to hand on a file that was cut short or made up.
    except Exception as wrong:
        raise NotAWordFile(
            "That document can’t be read. Open it in Word, save it again, and try once more."
        ) from wrong
    return _to_text(html, pictures)


def _refuse_other_files(file: BinaryIO) -> None:
    beginning = file.read(8)
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST_FILE:
        raise NotAWordFile("That document is larger than 12 MB. Take its pictures out first.")
    if beginning == OLD_WORD:
        raise NotAWordFile(
            "That is an older Word document, or one with a password. In Word, save it as .docx "
            "without a password."
        )
    if not beginning.startswith(b"PK\x03\x04"):
        raise NotAWordFile("That is not a Word document. Choose a file that ends in .docx.")


def _refuse_dangerous(archive: zipfile.ZipFile) -> None:
    parts = {part.filename: part for part in archive.infolist()}
    if len(archive.infolist()) > MOST_PARTS or not parts.keys() >= {DOCUMENT, TYPES}:
        raise NotAWordFile("That is not a Word document. Choose a file that ends in .docx.")
    xml = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in xml) > LARGEST_XML:
        raise NotAWordFile("That document is far longer than a news text may be.")
    if any(part.flag_bits & 0x1 for part in xml):
        raise NotAWordFile("That document has a password. Save it without one.")
    if any(_has_doctype(archive.read(part)) for part in xml):
        raise NotAWordFile("That document holds something that Word does not write.")
    macros = any("vbaproject" in name.lower() for name in parts)
    if macros or b"macroenabled" in archive.read(TYPES).lower():
        raise NotAWordFile("That document holds macros. In Word, save it as .docx, without them.")


def _has_doctype(xml: bytes) -> bool:
    return any(doctype in xml for doctype in DOCTYPES)


def _to_html(file: BinaryIO) -> tuple[str, int]:
    pictures = 0

    def leave_out(_image: Any) -> list[Any]:
        nonlocal pictures
        pictures += 1
        return []

    found = mammoth.convert_to_html(file, style_map=_STYLES, convert_image=leave_out)
    if len(found.value) > LARGEST_HTML:
        raise NotAWordFile("That document is far longer than a news text may be.")
    return found.value, pictures


def _to_text(html: str, pictures: int) -> WordText:
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=_outward_only,
    )
    body = markdownify(
        safe, heading_style="ATX", bullets="-", escape_misc=True, table_infer_header=True
    )
    title, body = _take_title(body.replace(" ↑", ""))
    if len(body) > markdown.LONGEST:
        raise NotAWordFile(
            f"That document has {len(body):,} characters; "
            f"a news text may have {markdown.LONGEST:,}."
        )
    return WordText(title, body, pictures)


def _outward_only(_tag: str, _name: str, value: str) -> str | None:
    """Links within a document lead nowhere on a page."""
    return value if re.match(r"(?:https?|mailto|tel):", value, re.IGNORECASE) else None


def _take_title(body: str) -> tuple[str, str]:
    """The first heading, if the text begins with a main one, and the rest with its headings below
    the page's own."""
    body = re.sub(r"\n{3,}", "\n\n", body).strip()
    title = ""
    if found := re.match(r"# (.+)(?:\n|$)", body):
        title, body = markdown.plain(found[1]).strip().rstrip("."), body[found.end() :].strip()
    lower = 1 if re.search(r"^# ", body, re.MULTILINE) else 0

    def place(heading: re.Match[str]) -> str:
        return "#" * min(4, max(2, len(heading[1]) + lower)) + " "

    return title, re.sub(r"^(#{1,6}) ", place, body, flags=re.MULTILINE)
