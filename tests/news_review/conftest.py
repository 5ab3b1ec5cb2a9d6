"""What the tests of previews share."""

from collections.abc import Callable

import pytest

from tests.client import CheckingClient
from tests.news.writing import AUTHOR


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    """Ash Quinn, who writes the stories."""
    return make_staff(*AUTHOR, "author")
