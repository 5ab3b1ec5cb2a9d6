"""What the tests of support share."""

import pytest

from tests.quick import quick_passwords
from tests.services.mail import AUTHSERV_ID

__all__ = ["quick_passwords"]


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "AUTHSERV_ID": AUTHSERV_ID}
