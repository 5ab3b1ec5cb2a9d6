"""Secrets that travel in links and addresses. The database holds only their hashes."""

import base64
import hashlib
import hmac
import secrets

from flask import current_app

_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_token() -> str:
    """128 random bits as 26 lower-case letters and digits, safe in links and mail addresses."""
    return _base32(secrets.token_bytes(16))


def token_hash(token: str) -> str:
    """The form in which a token is stored: the hex SHA-256 of its lower-case text."""
    return hashlib.sha256(token.strip().lower().encode()).hexdigest()


def keyed(purpose: str, text: str, size: int = 16) -> str:
    """A keyed digest of `text` for one `purpose`, `size` bytes long, as lower-case base 32."""
    key = hashlib.sha256(
        f"{purpose}:{current_app.extensions['settings'].secret_key}".encode()
    ).digest()
    return _base32(hmac.digest(key, text.encode(), "sha256")[:size])


def new_reference(kind: str = "JX") -> str:
    """A reference to read out over the telephone, such as JX-7K4Q-M2PA; the last is its check.

    `kind` is the pair of letters in front: JX for a support request, EQ for an enquiry.
    """
    body = "".join(secrets.choice(_CODE_LETTERS) for _ in range(7))
    body += _check_character(body)
    return f"{kind}-{body[:4]}-{body[4:]}"


def tidy_reference(text: str, kind: str = "JX") -> str | None:
    """The reference as stored, from what somebody typed; None when its check does not hold."""
    letters = text.upper().replace("-", "").replace(" ", "")
    if len(letters) == 10:
        letters = letters.removeprefix(kind)
    if len(letters) != 8 or any(letter not in _CODE_LETTERS for letter in letters):
        return None
    if _check_character(letters[:7]) != letters[7]:
        return None
    return f"{kind}-{letters[:4]}-{letters[4:]}"


def _check_character(body: str) -> str:
    # Weights that share no factor with 30 make every single wrong letter show.
    weights = (1, 7, 11, 13, 17, 19, 23)
    total = sum(w * _CODE_LETTERS.index(c) for w, c in zip(weights, body, strict=True))
    return _CODE_LETTERS[total % len(_CODE_LETTERS)]


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
