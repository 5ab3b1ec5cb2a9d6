"""How often one address may do a thing. Shared over nodes through Redis where one is configured."""

import functools
import logging
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError
from werkzeug.exceptions import TooManyRequests

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    url = app.extensions["settings"].redis_url
    shared = MovingWindowRateLimiter(storage_from_string(url)) if url else None
    app.extensions["limits"] = (shared, MovingWindowRateLimiter(MemoryStorage()))


def limit(name: str, rate: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Bound the POSTs of a view by client address, for example `limit("support", "20/hour")`.

    Answers 429 with Retry-After above it. Only POST counts, because only POST changes anything.
    """
    item = parse(rate)

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def limited(*args: Any, **kwargs: Any) -> Any:
            if request.method == "POST":
                spend(item, name, request.remote_addr or "unknown")
            return view(*args, **kwargs)

        return limited

    return decorate


def spend(item: RateLimitItem, *identifiers: str) -> None:
    """Take one from the allowance, or raise TooManyRequests with the seconds to wait."""
    shared, local = current_app.extensions["limits"]
    if shared is not None:
        try:
            return _hit(shared, item, identifiers)
        except RedisError:
            # Without Redis each process counts for itself: looser, yet never open.
            log.warning("Redis does not answer; limits are counted by each process alone")
    return _hit(local, item, identifiers)


def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, who: tuple[str, ...]) -> None:
    if not limiter.hit(item, *who):
        reset = limiter.get_window_stats(item, *who).reset_time
        raise TooManyRequests(retry_after=max(1, round(reset - time.time())))
