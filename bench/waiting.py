"""Do a thousand waiting pages slow the others? The same pages are timed without and with them.

The site runs as it does in use, with a SQLite database. A thousand customers' pages each ask every
three seconds whether anything is new, as static/js/live.js does, over connections of their own,
from another process on the same two cores. Rounds without and with them alternate, so that a
machine that slows down slows both; the figure to read is the ratio.
"""

import asyncio
import http.client
import multiprocessing
import secrets
import statistics
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlsplit

from frontdesk.app import create_app
from frontdesk.support import actions
from tests.factories import QUESTION
from tests.services.site import LiveSite, running_site

PAGES = 1000
INTERVAL = 3.0
ROUNDS = 5
REQUESTS = 200
ADDRESSES = ("/", "/support", "/privacy")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:
        tokens = waiting_requests(site)
        print(f"{PAGES} waiting pages, one question each {INTERVAL:g} s; {ROUNDS} rounds each way")
        ratios = [round_of(site, tokens) for _ in range(ROUNDS)]
    for number, address in enumerate(ADDRESSES):
        column = sorted(r[0][number] for r in ratios)
        print(f"{address:10} with/without: median {column[ROUNDS // 2]:.2f}", end="")
        print(f", from {column[0]:.2f} to {column[-1]:.2f}")
    answered = statistics.median(r[1] for r in ratios)
    print(f"questions answered in time: median {answered:.1%} of those due")
    return 0


def waiting_requests(site: LiveSite) -> list[str]:
    app = create_app(site.settings)
    with app.app_context():
        return [actions.ask(QUESTION, secrets.token_hex(8)) for _ in range(PAGES)]


def round_of(site: LiveSite, tokens: list[str]) -> tuple[list[float], float]:
    """Ratios of median answer times per address, and the share of questions that were answered."""
    alone = [timed(site.url, address) for address in ADDRESSES]
    stop, up = multiprocessing.Event(), multiprocessing.Event()
    answered = multiprocessing.Value("i", 0)
    crowd = multiprocessing.Process(target=wait, args=(site.url, tokens, up, stop, answered))
    crowd.start()
    up.wait()
    answered.value, begun = 0, time.monotonic()
    together = [timed(site.url, address) for address in ADDRESSES]
    lasted = time.monotonic() - begun
    share = answered.value / (PAGES / INTERVAL * lasted)
    stop.set()
    crowd.join()
    return [b / a for a, b in zip(alone, together, strict=True)], share


def timed(url: str, address: str) -> float:
    """The median answer time in seconds."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - begun)
        assert answer.status == 200, answer.status
    return statistics.median(times)


def wait(url: str, tokens: list[str], up: Event, stop: Event, answered: "object") -> None:
    asyncio.run(_crowd(url, tokens, up, stop, answered))


async def _crowd(url: str, tokens: list[str], up: Event, stop: Event, answered: object) -> None:
    pages = [asyncio.create_task(_page(url, t, stop, answered)) for t in tokens]
    await asyncio.sleep(INTERVAL)
    up.set()
    while not stop.is_set():
        await asyncio.sleep(0.1)
    for page in pages:
        page.cancel()
    await asyncio.gather(*pages, return_exceptions=True)


async def _page(url: str, token: str, stop: Event, answered: object) -> None:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    question = f"GET /support/r/{token}/state?v=1 HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    await asyncio.sleep(secrets.randbelow(1000) / 1000 * INTERVAL)
    while not stop.is_set():
        writer.write(question)
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 204 " in head.split(b"\r\n")[0], head
        answered.value += 1  # type: ignore[attr-defined]
        await asyncio.sleep(INTERVAL)


if __name__ == "__main__":
    sys.exit(main())
