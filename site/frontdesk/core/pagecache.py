"""Public pages: rendered once, compressed once, then answered from memory before Flask is asked.

A view says that its page is the same for everybody (`shared`) and, where that ends at a known
moment, until when (`until`). PageCache stands around the whole application and keeps such pages
ready in every encoding. Whoever changes what they show renews the generation number in the same
transaction (`invalidate`); every process looks at that number and drops what is older.
"""

import gzip
import hashlib
import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import brotli
from flask import Flask, Response, has_request_context, request
from sqlalchemy import BigInteger, CheckConstraint, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.datastructures import Accept, ImmutableMultiDict
from werkzeug.http import parse_accept_header, parse_etags

from frontdesk.core import clock
from frontdesk.core.db import Base, db

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_PAGES = 5000
MOST_BYTES = 64 * 1024 * 1024
LARGEST_PAGE = 2 * 1024 * 1024
LONGEST_QUERY = 500
MOST_CHOICES = 500
# What a page takes beside its bodies, in bytes: headers, keys and the objects that hold them.
OVERHEAD = 4000
# Brotli's quality. A page that a query has made is packed quickly, since anybody can think of any
# number of queries, and each would cost twenty times as much.
THOROUGH, QUICK = 11, 5
# How many seconds a request waits for another that is making the same page anew.
LONGEST_TURN = 2.0

# The better first: of two that a visitor likes equally, the earlier is sent.
ENCODINGS = ("br", "gzip", "identity")
# What the cache says itself of each answer, whatever the view has said.
OURS = {"content-length", "etag", "last-modified", "accept-ranges", "date"}
# What a page that is the same for everybody does not say.
PERSONAL = {"set-cookie", "vary", "content-encoding"}
# What an answer without a body does not say of it.
DESCRIBING = {"content-type", "content-length", "content-encoding"}

_SHARED, _APART, _UNTIL = "frontdesk.shared", "frontdesk.apart", "frontdesk.until"

Headers = list[tuple[str, str]]
View = Callable[..., Any]

log = logging.getLogger(__name__)


class PageGeneration(Base):
    """One row: a number that is another one after each change of what public pages show."""

    __tablename__ = "page_generation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


def invalidate(session: Session) -> None:
    """Have every process drop its pages once the caller's transaction is committed.

    Call it last: the row is locked until then. The number is random rather than counted, so that
    it never comes back, not even when a backup is restored.
    """
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(PageGeneration).values(id=1, number=secrets.randbits(62))
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"], set_={"number": statement.excluded.number}
        )
    )


def shared(*fields: str) -> Callable[[View], View]:
    """A view whose page is the same for everybody, for each value of these fields of the query.

    Every other field of a query changes nothing and leads to the same page. The view is shown no
    cookie, so that its page cannot depend on one.
    """
    return lambda view: _marking(view, fields)


def shared_without_query(view: View) -> View:
    """A view whose page is the same for everybody as long as the address has no query."""
    return _marking(view, None)


def share(fields: tuple[str, ...] | None) -> None:
    """What the two decorators do, for a view that knows only later whether its page is shared."""
    request.environ[_SHARED] = (fields,)


def until(moment: datetime | None) -> None:
    """Say that the page being made is right until then, if known; the earliest moment counts."""
    if moment is not None and has_request_context():
        request.environ[_UNTIL] = min(request.environ.get(_UNTIL, moment), moment)


def will_keep(response: Response) -> bool:
    """Whether this answer, as it is now, will be kept for everybody, and so be packed here."""
    headers = response.headers.to_wsgi_list()
    return _shared_query(request.environ, response.status, headers) is not None


def keep_apart() -> None:
    """Say that the page being made is for this visit alone, whatever its view says."""
    if has_request_context():
        request.environ[_APART] = True


def init_app(app: Flask) -> None:
    """Put the cache around all that stands around the application so far: call it last."""

    def generation() -> int:
        with app.app_context(), db.engine.connect() as connection:
            return connection.scalar(select(PageGeneration.number)) or 0

    cache = PageCache(app.wsgi_app, Watch(generation))
    app.wsgi_app = cache  # type: ignore[method-assign]
    app.extensions["page_cache"] = cache


class Watch:
    """Knows the generation number, by asking at most once in `interval` seconds.

    Whoever comes when it is due has it asked by a thread of its own. Under steady traffic nobody
    waits for the answer; after a lull they do, for at most `patience` seconds from the question, so
    that a database that does not answer holds nobody up: then the number known last goes on.
    """

    def __init__(
        self,
        ask: Callable[[], int],
        interval: float = 0.5,
        patience: float = 0.25,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.number: int | None = None
        self.due = float("-inf")
        self.interval = interval
        self.patience = patience
        self.monotonic = monotonic
        self._ask = ask
        self._asked_at = 0.0
        self._answered = threading.Event()
        self._answered.set()
        self._lock = threading.Lock()
        self._failing = False

    def look(self) -> None:
        """Have the number asked if it is due, and wait for it if it is overdue."""
        now = self.monotonic()
        with self._lock:
            late = now - self.due
            if late < 0:
                return
            if self._answered.is_set():
                self._asked_at = now
                self._answered.clear()
                threading.Thread(target=self._question, name="page generation", daemon=True).start()
            left = self._asked_at + self.patience - now
        if late >= self.interval / 2 and left > 0:
            self._answered.wait(left)

    def forget(self) -> None:
        self.number = None
        self.due = float("-inf")

    def _question(self) -> None:
        try:
            self.number = self._ask()
            self._failing = False
        except Exception:
            if not self._failing:
                log.exception("The page generation cannot be read; pages stay as they are")
            self._failing = True
        finally:
            self.due = self._asked_at + self.interval
            self._answered.set()


@dataclass(frozen=True, slots=True)
class Answer:
    """A page in one encoding, ready to be sent; `unchanged` are the headers of a 304."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: list[bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in every encoding; where one would not be smaller, the plain page stands for it."""

    generation: int | None
    until: datetime | None
    fields: tuple[str, ...] | None
    answers: dict[str, Answer]
    size: int
    turn: threading.Lock


class PageCache:
    """The WSGI application around `app` that answers shared pages from memory.

    At most `most_pages` pages and about `most_bytes` bytes are kept; those asked for longest ago
    go first. `observers` are called with the environment of each request that is answered without
    `app`; they must neither wait nor raise.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        watch: Watch,
        most_pages: int = MOST_PAGES,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.app = app
        self.watch = watch
        self.most_pages = most_pages
        self.most_bytes = most_bytes
        self.bytes = 0
        self.observers: list[Callable[[WSGIEnvironment], object]] = []
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self._choices: dict[str, str] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method != "GET" and method != "HEAD":
            return self.app(environ, start_response)
        key = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        page = self._pages.get(key)
        if page is None:
            key = self._shared_key(*key)
            page = self._pages.get(key)
            if page is None:
                return self._render(environ, start_response)
        watch = self.watch
        if watch.monotonic() >= watch.due:
            watch.look()
        if page.generation != watch.number or (page.until is not None and not self._right(page)):
            return self._renew(key, page, environ, start_response)
        try:  # noqa: SIM105  (a context manager would cost more than all the rest)
            self._pages.move_to_end(key)
        except KeyError:
            pass  # Another thread has just dropped it; this one holds it still.
        for observe in self.observers:
            observe(environ)
        return self._send(page, environ, start_response)

    def clear(self) -> None:
        """Forget every page, and the generation that they were of."""
        with self._lock:
            self._pages.clear()
            self.bytes = 0
        self.watch.forget()

    def _send(
        self, page: Page, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> list[bytes]:
        """Answer from memory. The lists of headers are copied, since a server may change them."""
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        answer = page.answers[self._choices.get(accepted) or self._choose(accepted)]
        seen = environ.get("HTTP_IF_NONE_MATCH")
        if seen is not None and (seen == answer.etag or _covers(seen, answer.etag)):
            start_response("304 Not Modified", answer.unchanged.copy())
            return []
        start_response("200 OK", answer.headers.copy())
        return answer.body if environ["REQUEST_METHOD"] == "GET" else []

    def _choose(self, accepted: str) -> str:
        """The encoding for an Accept-Encoding; the few values that browsers send are remembered."""
        choice = best_encoding(accepted)
        if len(accepted) <= LONGEST_QUERY:
            if len(self._choices) >= MOST_CHOICES:
                self._choices.clear()
            self._choices[accepted] = choice
        return choice

    def _shared_key(self, path: str, query: str) -> tuple[str, str]:
        """Under which a page of this address is kept, as far as its page without a query tells."""
        plain = self._pages.get((path, "")) if query else None
        if plain is None:
            return path, query
        relevant = _relevant(query, plain.fields)
        return path, query if relevant is None else relevant

    def _right(self, page: Page) -> bool:
        """Whether the page shows what is true now, as far as this process knows."""
        in_time = page.until is None or clock.now() < page.until
        return in_time and page.generation == self.watch.number

    def _renew(
        self,
        key: tuple[str, str],
        page: Page,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
    ) -> Iterable[bytes]:
        """Replace a page that is no longer right: one renders, and who comes meanwhile waits."""
        mine = page.turn.acquire(timeout=LONGEST_TURN)
        try:
            newer = self._pages.get(key)
            if newer is None or not self._right(newer):
                return self._render(environ, start_response)
            for observe in self.observers:
                observe(environ)
            return self._send(newer, environ, start_response)
        finally:
            self._drop(key, page)
            if mine:
                page.turn.release()

    def _render(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Have the application answer, and keep what it answers if that is shared."""
        self.watch.look()
        # Read before the page is made: a change while it is made must not count as shown.
        generation = self.watch.number
        got = {**environ, "REQUEST_METHOD": "GET"}
        told: list[tuple[str, Headers]] = []

        def begin(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            query = _shared_query(got, status, headers)
            if query is None:
                return start_response(status, headers, exc_info)
            told.append((query, headers))
            return _never_called

        body = self.app(got, begin)
        if not told and environ["REQUEST_METHOD"] == "GET":
            return body
        content = _joined(body)
        if not told:
            return []
        page = self._kept(got, generation, *told[-1], content)
        return self._send(page, environ, start_response)

    def _kept(
        self,
        environ: "WSGIEnvironment",
        generation: int | None,
        query: str,
        headers: Headers,
        content: bytes,
    ) -> Page:
        """The page that is kept from now on, or that another request has kept already."""
        key = environ["PATH_INFO"], query
        there = self._pages.get(key)
        if there is not None and self._right(there):
            return there
        page = _page(
            generation,
            environ.get(_UNTIL),
            environ[_SHARED][0],
            headers,
            content,
            quick=bool(query),
        )
        if generation is not None and self._right(page):
            self._keep(key, page)
        return page

    def _keep(self, key: tuple[str, str], page: Page) -> None:
        with self._lock:
            there = self._pages.pop(key, None)
            self._pages[key] = page
            self.bytes += page.size - (there.size if there else 0)
            while len(self._pages) > self.most_pages or self.bytes > self.most_bytes:
                _, gone = self._pages.popitem(last=False)
                self.bytes -= gone.size

    def _drop(self, key: tuple[str, str], page: Page) -> None:
        with self._lock:
            if self._pages.get(key) is page:
                del self._pages[key]
                self.bytes -= page.size


def best_encoding(accepted: str) -> str:
    """What an Accept-Encoding likes best; `identity` when it accepts nothing of ours."""
    wishes = parse_accept_header(accepted, Accept)
    liked = {encoding: wishes.quality(encoding) for encoding in ENCODINGS}
    if "identity" not in wishes.values() and "*" not in wishes.values():
        liked["identity"] = 0.0001
    best = max(ENCODINGS, key=lambda encoding: liked[encoding])
    return best if liked[best] else "identity"


def _marking(view: View, fields: tuple[str, ...] | None) -> View:
    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> Any:
        request.cookies = ImmutableMultiDict()
        answer = view(*args, **kwargs)
        share(fields)
        return answer

    return marked


def _relevant(query: str, fields: tuple[str, ...] | None) -> str | None:
    """The part of a query that matters, always written alike; None when no page is kept for it."""
    if not query or fields == ():
        return ""
    if fields is None or len(query) > LONGEST_QUERY or not query.isascii():
        return None
    # As Latin-1 every sequence of bytes is another text, so two queries never become one.
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    matter = sorted((pair for pair in pairs if pair[0] in fields), key=lambda pair: pair[0])
    return urlencode(matter, encoding="latin-1")


def _shared_query(environ: "WSGIEnvironment", status: str, headers: Headers) -> str | None:
    """Under which query this answer may be given to everybody; None when it may not."""
    if _SHARED not in environ or _APART in environ or not status.startswith("200 "):
        return None
    found = {name.lower(): value for name, value in headers}
    caching = found.get("cache-control", "")
    if PERSONAL & found.keys() or "no-store" in caching or "private" in caching:
        return None
    if int(found.get("content-length", 0)) > LARGEST_PAGE:
        return None
    return _relevant(environ.get("QUERY_STRING", ""), environ[_SHARED][0])


def _page(
    generation: int | None,
    until: datetime | None,
    fields: tuple[str, ...] | None,
    headers: Headers,
    content: bytes,
    quick: bool,
) -> Page:
    kept = [(name, value) for name, value in headers if name.lower() not in OURS]
    text = _is_text(dict(kept).get("Content-Type", ""))
    effort = QUICK if quick and "immutable" not in dict(kept).get("Cache-Control", "") else THOROUGH
    bodies = _encoded(content, effort) if text else {"identity": content}
    if text:
        kept.append(("Vary", "Accept-Encoding"))
    made = {name: _answer(kept, name, body, content) for name, body in bodies.items()}
    answers = {name: made.get(name, made["identity"]) for name in ENCODINGS}
    size = OVERHEAD + sum(len(body) for body in bodies.values())
    return Page(generation, until, fields, answers, size, threading.Lock())


def _encoded(content: bytes, effort: int) -> dict[str, bytes]:
    """The content plain, and packed wherever that makes it smaller."""
    packed = {
        "br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=effort),
        "gzip": gzip.compress(content, compresslevel=9, mtime=0),
    }
    smaller = {name: body for name, body in packed.items() if len(body) < len(content)}
    return {**smaller, "identity": content}


def _answer(headers: Headers, encoding: str, body: bytes, content: bytes) -> Answer:
    tag = hashlib.sha256(content).hexdigest()[:20]
    coded = encoding != "identity"
    etag = f'"{tag}-{encoding}"' if coded else f'"{tag}"'
    whole = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
    if coded:
        whole.append(("Content-Encoding", encoding))
    unchanged = [pair for pair in whole if pair[0].lower() not in DESCRIBING]
    return Answer(etag, whole, unchanged, [body])


def _is_text(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip()
    return kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))


def _covers(seen: str, etag: str) -> bool:
    """Whether an If-None-Match names this answer, by the weak comparison of RFC 9110."""
    return parse_etags(seen).contains_weak(etag.strip('"'))


def _joined(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()


def _never_called(_data: bytes) -> None:
    raise NotImplementedError("A shared page is given as an iterable, not written.")
