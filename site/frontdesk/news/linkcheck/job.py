"""What the worker does for links."""

import logging
import threading

from flask import current_app

from frontdesk.core.db import db
from frontdesk.news.linkcheck import store
from frontdesk.news.linkcheck.fetch import try_link

PAUSE = 2.0

log = logging.getLogger(__name__)


def check_forever(stop: threading.Event) -> None:
    """Try what is due until told to stop. A fault is logged, and the next round comes."""
    while not stop.wait(PAUSE):
        try:
            check_due(stop)
        except Exception:
            log.exception("Links could not be checked; they will be tried again")
        finally:
            db.session.remove()


def check_due(stop: threading.Event | None = None) -> int:
    """Try a batch of links that are due, and say how many were tried."""
    settings = current_app.extensions["settings"]
    tried = 0
    for url in store.claim():
        if stop is not None and stop.is_set():
            break
        store.finish(url, try_link(url, settings.link_check_allow, settings.base_url))
        tried += 1
    return tried
