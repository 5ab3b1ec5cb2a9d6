"""Mail addresses: one plain form to compare them by, and the reply address with its tag."""

import re

from flask import current_app

from frontdesk.settings import Settings

# Deliberately narrower than RFC 5322: a quoted or commented address is never needed here, and what
# parsers disagree about must not decide who somebody is.
_ADDRESS = r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+"
_BARE = re.compile(rf"\s*({_ADDRESS})\s*")
_NAMED = re.compile(rf"[^<>@,;:]*<\s*({_ADDRESS})\s*>\s*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def normalise(address: str) -> str:
    """The address as it is compared: no spaces, lower case, the domain in its ASCII form."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}".lower()


def ascii_domain(domain: str) -> str:
    """The domain as DNS knows it, in lower case; left as it is where it has no such form."""
    try:
        return domain.strip().encode("idna").decode().lower().rstrip(".")
    except UnicodeError:
        return domain.strip().lower()


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def is_single(text: str) -> bool:
    """Whether the text is one bare address and nothing else."""
    return len(text) <= 320 and re.fullmatch(_ADDRESS, text) is not None


def single(header: str) -> str | None:
    """The one address of a header such as From, normalised; None unless there is exactly one."""
    text = _QUOTED.sub("", " ".join(header[:2000].split()))
    match = _BARE.fullmatch(text) or _NAMED.fullmatch(text)
    return normalise(match[1]) if match and len(match[1]) <= 320 else None


def reply_address(tag: str) -> str:
    """REPLY_ADDRESS with a tag: a mail sent to it brings the tag back."""
    local, _, domain = _settings().reply_address.rpartition("@")
    return f"{local}+{tag}@{domain}"


def tag_in(header: str) -> str | None:
    """The tag of the first address in a header that is REPLY_ADDRESS with a tag."""
    local, _, domain = _settings().reply_address.rpartition("@")
    pattern = rf"(?<![\w.+-]){re.escape(local)}\+([a-z0-9-]{{1,64}})@{re.escape(domain)}(?![\w.-])"
    match = re.search(pattern, header, re.IGNORECASE)
    return match[1].lower() if match else None


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
