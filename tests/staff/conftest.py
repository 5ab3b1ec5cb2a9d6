"""What the tests of the staff side share."""

from tests.quick import quick_passwords

__all__ = ["quick_passwords"]
