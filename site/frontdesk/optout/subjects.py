"""Who an objection is about: one e-mail address, telephone number or postal address.

Each is brought to one plain form first, so that it is known again however it was typed, and then
hashed with the site's key, so that the list of objections tells nobody's address.
"""

import phonenumbers

from frontdesk.core.mail.addresses import normalise
from frontdesk.core.tokens import keyed

PURPOSE = "objection"


class NotANumber(ValueError):
    """The text is not a telephone number that could exist."""


def of_email(email: str) -> str:
    return _hash("email", normalise(email))


def of_phone(phone: str) -> str:
    """The subject for a telephone number; one without a country's code is British."""
    return _hash("phone", plain_phone(phone))


def of_address(address: str) -> str:
    return _hash("post", plain_address(address))


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
    """Only the letters and digits, in upper case."""
    return "".join(c for c in address.upper() if c.isalnum())


def _hash(kind: str, text: str) -> str:
    return keyed(PURPOSE, f"{kind}:{text}", size=32)
