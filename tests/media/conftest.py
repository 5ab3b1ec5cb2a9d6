"""People who may add pictures."""

from collections.abc import Callable

import pytest

from tests.client import CheckingClient


@pytest.fixture
def editor(make_staff: Callable[..., CheckingClient]) -> CheckingClient:
    """Whoever may add pictures; managers may enter everywhere."""
    return make_staff("morgan@site.example", "Morgan Moss", "manager")
