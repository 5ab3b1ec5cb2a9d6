"""What the tests of support share."""

import pytest

from tests.services.mail import AUTHSERV_ID


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "AUTHSERV_ID": AUTHSERV_ID}
