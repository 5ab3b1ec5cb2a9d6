"""Whether outside links answer: asked by the worker, told by a table, never while a page waits."""

from flask import Flask

from frontdesk.core import worker
from frontdesk.news.linkcheck.job import check_forever
from frontdesk.news.linkcheck.models import NewsLinkCheck as NewsLinkCheck
from frontdesk.news.linkcheck.outcome import State as State
from frontdesk.news.linkcheck.store import again as again
from frontdesk.news.linkcheck.store import known as known
from frontdesk.news.linkcheck.store import missing as missing
from frontdesk.news.linkcheck.store import want as want


def init_app(app: Flask) -> None:
    # A thread of its own: a slow server at the other end must not keep mail waiting.
    worker.watch(app, "links", check_forever)
