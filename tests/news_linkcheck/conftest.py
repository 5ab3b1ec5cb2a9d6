"""A server at the other end, which does as the address says."""

from collections.abc import Iterator

import pytest

from tests.news_linkcheck.server import OtherEnd, other_end


@pytest.fixture
def server() -> Iterator[OtherEnd]:
    with other_end() as server:
        yield server
