"""Reading a mail that came in: raw bytes become an InboundMessage, or are refused as malformed.

What arrives is written by strangers, so sizes are checked before anything is parsed, and headers
are read with the oldest, plainest policy of the email package, which raises least.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from html.parser import HTMLParser

import nh3
from flask import current_app
from mailparser_reply.parser import EmailMessage

from frontdesk.core.mail.addresses import single, tag_in
from frontdesk.core.mail.authentication import aligned
from frontdesk.core.mail.automatic import automatic
from frontdesk.settings import Settings

LARGEST_MAIL = 10 * 1024 * 1024
LARGEST_HEADER = 256 * 1024
MOST_PARTS = 500
LONGEST_TEXT = 100_000
# The expressions that find quoted mail cost the square of a line's length.
LONGEST_REPLY, LONGEST_LINE = 20_000, 1000

DEVELOPMENT_AUTHSERV_ID = "development"


class Malformed(Exception):
    """The mail cannot be read; the message says why, in plain words."""


@dataclass(frozen=True)
class InboundMessage:
    """A mail that came in, as the features see it. Attachments are named, never kept."""

    tag: str | None
    sender: str
    sender_name: str
    subject: str
    message_id: str | None
    in_reply_to: str | None
    text: str
    reply_text: str
    attachments: tuple[str, ...]
    automatic: str | None
    authenticated: bool
    evidence: str


def read(raw: bytes) -> InboundMessage:
    """Raises Malformed, and nothing else, on whatever bytes."""
    _check_sizes(raw)
    try:
        mail = email.message_from_bytes(raw, policy=compat32)
        return _read(mail)
    except (Malformed, MemoryError):
        raise
    except Exception as wrong:
        raise Malformed(f"the mail could not be read ({type(wrong).__name__})") from wrong


def authserv_id(settings: Settings) -> str | None:
    """Whose word counts. In development nothing but the pages under /dev speaks this name."""
    if settings.authserv_id or settings.production:
        return settings.authserv_id
    return DEVELOPMENT_AUTHSERV_ID


def _check_sizes(raw: bytes) -> None:
    if len(raw) > LARGEST_MAIL:
        raise Malformed("the mail is larger than 10 MB")
    end = re.search(rb"\r?\n\r?\n", raw[: LARGEST_HEADER + 4])
    if end is None and len(raw) > LARGEST_HEADER:
        raise Malformed("the mail's header is far too long")
    # Counted in the raw bytes, since parsing a mail of very many parts is what costs.
    if raw.lower().count(b"boundary=") > MOST_PARTS or raw.count(b"\n--") > 10 * MOST_PARTS:
        raise Malformed("the mail has far too many parts")


def _read(mail: Message) -> InboundMessage:
    parts = list(_leaves(mail))
    text, notes = _text(parts), tuple(_note(part) for part in parts if _is_attachment(part))
    reply = unquoted(text)
    whole = "\n".join([text.rstrip(), *notes]) if notes else text
    good, evidence = aligned(mail, authserv_id(current_app.extensions["settings"]))
    senders = mail.get_all("From") or []
    return InboundMessage(
        tag=_tag(mail),
        sender=(single(str(senders[0])) or "") if len(senders) == 1 else "",
        sender_name=_decoded(_display_name(str(senders[0])) if senders else "", 200),
        subject=_decoded(str(mail.get("Subject", "")), 400),
        message_id=_identifier(mail, "Message-ID"),
        in_reply_to=_identifier(mail, "In-Reply-To"),
        text=clean(whole[:LONGEST_TEXT]),
        reply_text=clean(reply[:LONGEST_TEXT]),
        attachments=notes,
        automatic=automatic(mail),
        authenticated=good,
        evidence=evidence,
    )


def _tag(mail: Message) -> str | None:
    for name in ("Delivered-To", "X-Original-To", "To", "Cc"):
        for value in mail.get_all(name) or []:
            tag = tag_in(str(value)[:10_000])
            if tag:
                return tag
    return None


def _identifier(mail: Message, name: str) -> str | None:
    found = re.search(r"<[^\s<>]{1,900}>", str(mail.get(name, ""))[:2000])
    return clean(found[0]) if found else None


def _display_name(header: str) -> str:
    return header[:2000].partition("<")[0].strip().strip('"') if "<" in header else ""


def _decoded(header: str, longest: int) -> str:
    """A header's words, on one line, without anything that cannot be seen."""
    try:
        pieces = [_characters(text, charset) for text, charset in decode_header(header[:4000])]
    except (HeaderParseError, ValueError):
        pieces = [header]
    return " ".join(clean("".join(pieces)).split())[:longest]


def _characters(data: bytes | str, charset: str | None) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError, UnicodeError):
        return data.decode("latin-1")


def clean(text: str) -> str:
    """Without NULs and half characters, which no database takes, and other invisible controls."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or (ord(c) >= 32 and not 127 <= ord(c) < 160))


def _leaves(mail: Message) -> Iterator[Message]:
    waiting: list[Message]
    waiting, count = [mail], 0
    while waiting:
        part = waiting.pop(0)
        count += 1
        if count > MOST_PARTS:
            raise Malformed("the mail has far too many parts")
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting[:0] = [child for child in inner if isinstance(child, Message)]
        else:
            yield part


def _is_attachment(part: Message) -> bool:
    named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
    return named or part.get_content_maintype() != "text"


def _note(part: Message) -> str:
    name = _decoded(part.get_filename() or part.get_content_type(), 100)
    payload = part.get_payload(decode=True)
    size = len(payload) if isinstance(payload, bytes) else 0
    return f"[attachment left out: {name}, {max(1, round(size / 1000))} kB]"


def _text(parts: list[Message]) -> str:
    """The plain text, or else the HTML made plain."""
    bodies = [part for part in parts if not _is_attachment(part)]
    plain = [part for part in bodies if part.get_content_type() != "text/html"]
    words = [_body(part) for part in plain]
    if not any(text.strip() for text in words):
        words = [text_of_html(_body(part)) for part in bodies if part not in plain]
    return "\n".join(text.rstrip() for text in words if text.strip())


def _body(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise Malformed("a part of the mail is neither text nor an attachment")
    charset = part.get_content_charset()
    return clean(_characters(payload, charset))[:LONGEST_TEXT]


_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "pre", "blockquote"}


class _Plain(HTMLParser):
    """Collects text, with a line for each block and a > before what is quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.depth = [""], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "blockquote"
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "blockquote"
        self._break(tag)

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        gap = " " if data[:1].isspace() and self.lines[-1].strip("> ") else ""
        end = " " if words and data[-1:].isspace() else ""
        self.lines[-1] += gap + words + end

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.lines.append("> " if self.depth > 0 else "")


def text_of_html(html: str) -> str:
    """The words of an HTML mail. nh3 makes it well formed first, and drops scripts and styles."""
    reader = _Plain()
    reader.feed(nh3.clean(html, tags=_BLOCKS, attributes={}))
    reader.close()
    return "\n".join(line.rstrip() for line in reader.lines if line.strip("> "))


# Stands for the line "-- ", whose space the reply parser would strip; a character for private use.
_SIGNATURE = "\ue000"


def unquoted(text: str) -> str:
    """What the sender wrote anew: no quoted mail, and no signature below its standard mark.

    Nothing else is left out. The expressions that guess at signatures would also remove a line
    such as "- but not before Friday", and what is left could then read as an agreement.
    """
    lines = [
        _SIGNATURE if line == "-- " else line[:LONGEST_LINE]
        for line in text[:LONGEST_REPLY].split("\n")
    ]
    parsed = EmailMessage(text="\n".join(lines), languages=["en"])
    above, below = parsed.text, ""
    for match in parsed.HEADER_REGEX.finditer(parsed.text):
        if re.search(r"\d{4}|@|Original Message", match[0]):
            above, below = parsed.text[: match.start()], parsed.text[match.end() :]
            break
    written = _own_lines(above)
    if any(line.startswith(">") for line in below.split("\n")):
        # With marks on what is quoted, lines without one below it were written by the sender.
        written += _own_lines(below)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(written)).strip()


def _own_lines(text: str) -> list[str]:
    lines = text.partition(f"\n{_SIGNATURE}")[0].split("\n")
    return [
        line for line in lines if not line.startswith(">") and not re.fullmatch(r"[_-]{5,}", line)
    ]
