"""Pages made for one visit, such as those with a form, are compressed as they leave.

Shared pages are packed once by the page cache. Private pages are left plain: what they hold must
not be guessed from how well it packs together with what an attacker has them repeat.
"""

import gzip

import brotli
from flask import Flask, Response, request

from frontdesk.core import pagecache

SMALLEST = 1000
# Good enough for one use, in about a millisecond; the cache takes its time once and packs tighter.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6


def init_app(app: Flask) -> None:
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _worth_while(response):
        return response
    response.vary.add("Accept-Encoding")
    encoding = pagecache.best_encoding(request.headers.get("Accept-Encoding", ""))
    if encoding == "br":
        packed = brotli.compress(response.get_data(), mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    elif encoding == "gzip":
        packed = gzip.compress(response.get_data(), compresslevel=GZIP_LEVEL, mtime=0)
    else:
        return response
    response.set_data(packed)
    response.headers["Content-Encoding"] = encoding
    return response


def _worth_while(response: Response) -> bool:
    if response.is_streamed or "Content-Encoding" in response.headers:
        return False
    if pagecache.will_keep(response):
        return False
    private = "no-store" in response.headers.get("Cache-Control", "")
    long_enough = (response.content_length or 0) >= SMALLEST
    return response.mimetype == "text/html" and not private and long_enough
