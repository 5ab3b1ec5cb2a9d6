"""What the tests of the checklist share."""

from tests.quick import quick_passwords

__all__ = ["quick_passwords"]
