"""People who may add pictures."""

from collections.abc import Callable

import pytest

from tests.client import CheckingClient


@pytest.fixture
def author(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    """Avery Ash, avery@site.example, who writes drafts of news."""
    return make_staff("avery@site.example", "Avery Ash", "author")
