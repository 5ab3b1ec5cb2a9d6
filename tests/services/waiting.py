"""Waiting for something that another process does."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def until(look: Callable[[], Found], what: str, seconds: float = 30) -> Found:
    """Ask `look` until it answers with something true; fails with `what` after `seconds`."""
    give_up = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > give_up:
            raise AssertionError(f"Waited {seconds:g} seconds in vain for {what}.")
        time.sleep(0.02)
    return found
