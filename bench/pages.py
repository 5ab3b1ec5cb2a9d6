"""How many answers a second: the home page against the least that could be served at all.

Each is served by the same server with as many processes, and asked by wrk over the same number of
connections, for a second at a time. Every round asks all of them, in another order each time, so
that a machine that slows down slows them alike; the figures to read are the ratios within a round.
"""

import os
import pickle
import random
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.ports import answers, free_port
from tests.services.programs import find
from tests.services.site import Child, LiveSite, running_site
from tests.services.waiting import until

# One core is left to the load generator, or it is the generator that is measured.
WORKERS = max(1, (os.cpu_count() or 2) - 1)
CONNECTIONS = 32
SECONDS = 1
ROUNDS = 9
PACKED = "gzip, deflate, br, zstd"
# What the server adds to every answer by itself.
ADDED = {"connection", "date", "server"}

NGINX = """
daemon off; worker_processes {workers}; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user}
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  open_file_cache max=10; default_type text/html;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port} reuseport; root {folder}/files; }}
}}
"""


@dataclass(frozen=True)
class Target:
    name: str
    url: str
    headers: tuple[str, ...] = ()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        found = list(_targets(Path(folder), stack))
        for target in found:
            _rate(target)
        rounds = [_round(found) for _ in range(ROUNDS)]
    print(f"processes: {WORKERS}, {CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS} s each;")
    print("answers a second against the one-line WSGI, then the one-line Flask application:")
    for target in found:
        rates = [one[target.name] for one in rounds]
        by_wsgi = _spread([one[target.name] / one["one-line WSGI"] for one in rounds])
        by_flask = _spread([one[target.name] / one["one-line Flask"] for one in rounds])
        print(f"{target.name:22} {statistics.median(rates):7.0f}/s   {by_wsgi}   {by_flask}")
    return 0


def _spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):5.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def _targets(folder: Path, stack: ExitStack) -> Iterator[Target]:
    for name, module in (("one-line WSGI", "wsgi"), ("one-line Flask", "flask")):
        yield Target(name, stack.enter_context(_one_line(module, folder)))
    site = stack.enter_context(running_site(folder, workers=WORKERS))
    sizes = {"br": _size(site, PACKED), "plain": _size(site, "identity")}
    nginx = stack.enter_context(_nginx(folder, sizes))
    for name, size in sizes.items():
        yield Target(f"nginx, {size:,} bytes", f"{nginx}/{name}")
    yield Target("one-line WSGI, same", stack.enter_context(_one_line("same", folder, site)))
    etag = urllib.request.urlopen(f"{site.url}/").headers["ETag"]
    yield Target("home page, brotli", site.url + "/", (f"Accept-Encoding: {PACKED}",))
    yield Target("home page, gzip", site.url + "/", ("Accept-Encoding: gzip",))
    yield Target("home page, plain", site.url + "/")
    yield Target("home page, 304", site.url + "/", (f"If-None-Match: {etag}",))


def _size(site: LiveSite, accepted: str) -> int:
    return len(_answer(site, accepted)[1])


def _answer(site: LiveSite, accepted: str) -> tuple[list[tuple[str, str]], bytes]:
    """The home page's headers and body, but for the headers that the server itself adds."""
    asked = urllib.request.Request(f"{site.url}/", headers={"Accept-Encoding": accepted})
    with urllib.request.urlopen(asked) as answer:
        headers = [(n, v) for n, v in answer.headers.items() if n.lower() not in ADDED]
        return headers, answer.read()


def _round(found: list[Target]) -> dict[str, float]:
    order = random.sample(found, len(found))
    return {target.name: _rate(target) for target in order}


def _rate(target: Target) -> float:
    """Answers a second; fails when any answer is an error."""
    headers = [part for header in target.headers for part in ("--header", header)]
    command = [find("wrk", package="wrk"), "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s"]
    said = subprocess.run([*command, *headers, target.url], capture_output=True, text=True).stdout
    assert "Non-2xx" not in said and "Socket errors" not in said, f"{target.name}: {said}"
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


@contextmanager
def _one_line(name: str, folder: Path, like: LiveSite | None = None) -> Iterator[str]:
    """One of the one-line applications; the one called "same" answers as `like` does."""
    port = free_port()
    environ = dict(os.environ)
    if like:
        environ["ANSWER"] = str(folder / "answer")
        (folder / "answer").write_bytes(pickle.dumps(_answer(like, PACKED)))
    words = [sys.executable, "-m", "bench.oneline", name, str(port), str(WORKERS)]
    with _running(Child(words, environ, folder / f"{name}.log"), port) as url:
        yield url


@contextmanager
def _nginx(folder: Path, sizes: dict[str, int]) -> Iterator[str]:
    """Serves a file of each size, of bytes as random as a packed page's."""
    files = folder / "files"
    files.mkdir()
    for name, size in sizes.items():
        (files / name).write_bytes(random.randbytes(size))
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(workers=WORKERS, folder=folder, port=port, user=user))
    words = [str(find("nginx", package="nginx-light")), "-c", str(settings)]
    with _running(Child(words, dict(os.environ), folder / "nginx.log"), port) as url:
        yield url


@contextmanager
def _running(child: Child, port: int) -> Iterator[str]:
    child.start()
    try:
        until(lambda: answers(port), f"{child.command} to start")
        yield f"http://127.0.0.1:{port}"
    finally:
        child.stop()
