"""Who an objection is about: one e-mail address, telephone number or postal address.

Each is brought to one plain form first, so that it is known again however it was typed, and then
hashed with the site's key, so that the list of objections tells nobody's address. Where two
spellings may name one person they get one form: to leave out somebody who would have read us is a
smaller wrong than to write to somebody who objected.
"""

import re
import unicodedata

import phonenumbers

from frontdesk.core.mail.addresses import normalise
from frontdesk.core.tokens import keyed

PURPOSE = "objection"

# Letters of other scripts that are drawn like Latin ones, after case is folded.
_LOOKALIKES = str.maketrans(
    dict(
        zip(
            # Cyrillic, Greek, Armenian, and Latin letters of other shapes.
            "авсеһнііјкмтоорԛѕхуԁԝѵ" + "αβγεζικνορτυχ" + "օոսհցզ" + "ıɑɡɩʋ",  # noqa: RUF001
            "abcehhiijkmtoopqsxydwv" + "abyezikvoptux" + "onuhgq" + "iagiv",
            strict=True,
        )
    )
)
_GOOGLE = {"gmail.com", "googlemail.com"}
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b")
# A number with the letter that may follow it, or the letter of a flat.
_DOOR = re.compile(r"\b([0-9]+)(?:\s?([A-Z]))?\b|\b(?:FLAT|APARTMENT|APT|UNIT)\s+([A-Z])\b")


class NotANumber(ValueError):
    """The text is not a telephone number that could exist."""


def of_email(email: str) -> str:
    return _hash("email", plain_email(email))


def spellings_of_email(email: str) -> set[str]:
    """The subjects under which an objection may stand: earlier ones were hashed as typed."""
    return {of_email(email), _hash("email", normalise(email))}


def of_phone(phone: str) -> str:
    """The subject for a telephone number; one without a country's code is British."""
    return _hash("phone", plain_phone(phone))


def of_phone_if_any(text: str) -> str | None:
    """The same for what somebody typed into a field where a number may stand."""
    try:
        return of_phone(text)
    except NotANumber:
        return None


def of_address(address: str) -> str:
    return _hash("post", plain_address(address))


def plain_email(email: str) -> str:
    """One form for every spelling that may reach the same person.

    Case, width, look-alike letters and a +tag make no difference, nor does it whether a domain is
    written in its own script or in ASCII. Dots count, except at Google, who say that they do not.
    """
    local, _, domain = email.strip().rpartition("@")
    local, domain = _folded(local), _plain_domain(domain)
    local = local.partition("+")[0] or local
    if domain in _GOOGLE:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def plain_phone(phone: str) -> str:
    """The number as E.164 writes it. Raises NotANumber."""
    try:
        number = phonenumbers.parse(phone, "GB")
    except phonenumbers.NumberParseException as wrong:
        raise NotANumber(phone) from wrong
    if not phonenumbers.is_possible_number(number):
        raise NotANumber(phone)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def plain_address(address: str) -> str:
    """British: postcode and house number, since people write the rest in many ways.

    Without a postcode or a number, all letters and digits in upper case.
    """
    text = unicodedata.normalize("NFKC", address).upper()
    postcode = _POSTCODE.search(text)
    doors = _doors(_POSTCODE.sub(" ", text))
    if postcode and doors:
        return f"{postcode[1]}{postcode[2]}:{':'.join(doors)}"
    return "".join(c for c in text if c.isalnum())


def _doors(text: str) -> list[str]:
    """The numbers of flat and house, in one order: people begin with either."""
    return sorted({"".join(part or "" for part in door.groups()) for door in _DOOR.finditer(text)})


def _plain_domain(domain: str) -> str:
    labels = _folded(domain).replace("\u3002", ".").rstrip(".").split(".")
    return ".".join(_folded(_in_its_own_script(label)) for label in labels)


def _in_its_own_script(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        script = label.removeprefix("xn--").encode("ascii").decode("punycode")
        script.encode()
    except UnicodeError:
        return label
    return script


def _folded(text: str) -> str:
    """Without case, width and marks that cannot be seen; look-alikes become Latin letters."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(c for c in wide if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", seen).translate(_LOOKALIKES)


def _hash(kind: str, text: str) -> str:
    return keyed(PURPOSE, f"{kind}:{text}", size=32)
