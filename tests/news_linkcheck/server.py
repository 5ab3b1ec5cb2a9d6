"""A web server on loopback that answers as its paths say."""

import http.server
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

PIECE = b"x" * 16_384


@dataclass
class OtherEnd:
    """`seen` holds the method, path, Host and User-Agent of each request; `sent` counts bytes."""

    port: int
    seen: list[tuple[str, str, str, str]] = field(default_factory=list)
    sent: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def allowed(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests tell."""

    def _answer(self) -> None:
        end = self.server.end
        host, agent = self.headers.get("Host", ""), self.headers.get("User-Agent", "")
        end.seen.append((self.command, self.path, host, agent))
        parts = urlsplit(self.path)
        kind = parts.path.strip("/")
        with suppress(OSError):
            if kind.isdigit():
                self._status(int(kind))
            elif kind == "get-only":
                self._status(200 if self.command == "GET" else 404)
            elif kind == "to":
                self._status(302, parse_qs(parts.query)["where"][0])
            elif kind == "hops":
                left = int(parts.query)
                self._status(302, f"/hops?{left - 1}") if left else self._status(200)
            elif kind == "endless":
                self._endless()
            elif kind == "silent":
                end.over.wait(20)
            elif kind == "dripping":
                self._drip()

    def _status(self, status: int, where: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if where:
            self.send_header("Location", where)
        self.end_headers()

    def _endless(self) -> None:
        """404 to HEAD, so that GET comes, whose body never ends."""
        if self.command == "HEAD":
            return self._status(404)
        self.send_response(200)
        self.end_headers()
        while not self.server.end.over.is_set():
            self.server.end.sent += self.wfile.write(PIECE)

    def _drip(self) -> None:
        """A header that grows by a letter at a time and never ends."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.server.end.over.wait(0.05):
            self.wfile.write(b"x")
            self.wfile.flush()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    end: OtherEnd

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is what some of the tests are about."""


@contextmanager
def other_end(context: ssl.SSLContext | None = None) -> Iterator[OtherEnd]:
    """The server, for as long as the block runs; with a context, it speaks HTTPS."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.end = OtherEnd(server.server_address[1])
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.end
    finally:
        server.end.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
