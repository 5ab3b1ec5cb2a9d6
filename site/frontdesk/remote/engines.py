"""What carries a session: our own browser room, or an outside engine where one is configured."""

import re
import secrets
from dataclasses import dataclass

from flask import current_app

from frontdesk.remote.words import WORDS
from frontdesk.settings import Settings

KEY_WORDS = 3


class BadKey(Exception):
    """The key that was entered cannot be one of this engine's."""


@dataclass(frozen=True)
class BrowserEngine:
    """The customer's and the representative's browsers, joined directly over WebRTC."""

    code: str = "browser"
    name: str = "this site, from browser to browser"

    def new_key(self, entered: str) -> str:
        """Three words of 256, chosen at random: 24 bits, three tries, five minutes."""
        return " ".join(secrets.choice(WORDS) for _ in range(KEY_WORDS))

    def join_address(self, key: str) -> str | None:
        return None


@dataclass(frozen=True)
class LinkEngine:
    """An outside engine: it gives the representative a key, which its join address carries."""

    name: str
    address: str
    code: str = "link"

    def new_key(self, entered: str) -> str:
        """The nine-digit key that the outside engine showed. Raises BadKey when it is not one."""
        digits = re.sub(r"[\s-]", "", entered)
        if not re.fullmatch(r"[0-9]{9}", digits) or len(set(digits)) < 3:
            raise BadKey(f"Please enter the nine digits that {self.name} shows.")
        return digits

    def join_address(self, key: str) -> str | None:
        return self.address.replace("{key}", key)


Engine = BrowserEngine | LinkEngine


def available() -> dict[str, Engine]:
    """The engines that a session may be proposed with, by code."""
    settings: Settings = current_app.extensions["settings"]
    engines: dict[str, Engine] = {"browser": BrowserEngine()}
    if settings.link_engine_name and settings.link_engine_url:
        engines["link"] = LinkEngine(settings.link_engine_name, settings.link_engine_url)
    return engines


def tidy_key(typed: str) -> str:
    """What was typed, forgiving case and spacing: words apart by one space, digits together."""
    words = re.findall(r"[a-z]+|[0-9]+", typed.lower())
    return ("" if words and words[0].isdigit() else " ").join(words)
