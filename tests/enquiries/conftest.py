"""What the tests of enquiries share."""

from tests.quick import quick_passwords

__all__ = ["quick_passwords"]
