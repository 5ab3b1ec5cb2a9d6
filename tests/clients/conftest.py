"""What the tests of clients share."""

from tests.quick import quick_passwords

__all__ = ["quick_passwords"]
