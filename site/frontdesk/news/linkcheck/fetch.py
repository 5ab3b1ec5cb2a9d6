"""Trying one outside link: politely, briefly, and only where a visitor's browser could go."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from frontdesk.news.linkcheck.outcome import Outcome, State
from frontdesk.news.linkcheck.targets import NoSuchHost, Refused, Target, target

SECONDS = 10.0
MOST_BYTES = 64 * 1024
MOST_REDIRECTS = 3
GONE = (404, 410)

REDIRECTED = Outcome(State.UNSURE, "it leads on and on to other addresses.")
SLOW = Outcome(State.UNSURE, "it took too long to answer.")
SILENT = Outcome(State.UNSURE, "its server does not answer.")
NO_HOST = Outcome(State.UNSURE, "there is no server of that name.")
DISTRUSTED = Outcome(State.UNSURE, "its certificate is not in order.")
MALFORMED = Outcome(State.UNSURE, "it is not written as addresses are.")


def try_link(url: str, allowed: frozenset[str], own_site: str) -> Outcome:
    """Follow the link, through at most MOST_REDIRECTS redirects, and say what became of it."""
    agent = f"Frontdesk link check (+{own_site})"
    try:
        return _followed(httpx.URL(url), allowed, agent)
    except httpx.InvalidURL:
        return MALFORMED
    except Refused as refused:
        return Outcome(State.REFUSED, str(refused))
    except NoSuchHost:
        return NO_HOST
    except httpx.TimeoutException:
        return SLOW
    except httpx.ConnectError as wrong:
        return DISTRUSTED if _is_about_trust(wrong) else SILENT
    except (httpx.HTTPError, httpx.StreamError, RuntimeError, OSError):
        # httpx says RuntimeError where a connection was closed under its hands, as ours may be.
        return SILENT


def _followed(url: httpx.URL, allowed: frozenset[str], agent: str) -> Outcome:
    for _ in range(MOST_REDIRECTS + 1):
        status, onward = _asked(target(url, allowed), agent)
        if onward is None:
            return _judged(status)
        url = url.join(onward)
    return REDIRECTED


def _asked(aim: Target, agent: str) -> tuple[int, str | None]:
    """The status and, of a redirect, where it leads. HEAD first; GET where HEAD is not enough."""
    status, onward = _one_request("HEAD", aim, agent)
    if status >= 400:
        status, onward = _one_request("GET", aim, agent)
    return status, onward


def _one_request(method: str, aim: Target, agent: str) -> tuple[int, str | None]:
    with _client(agent) as client:
        request = client.build_request(
            method,
            aim.pinned,
            headers={"Host": _host_header(aim)},
            # The certificate must be the name's, though we connect to a number.
            extensions={"sni_hostname": aim.host},
        )
        answer = client.send(request, stream=True)
        try:
            _read_a_little(answer)
        finally:
            answer.close()
        onward = answer.headers.get("Location") if answer.is_redirect else None
        return answer.status_code, onward


@contextmanager
def _client(agent: str) -> Iterator[httpx.Client]:
    """A client that ends after SECONDS whatever happens: a server may send a byte at a time."""
    client = httpx.Client(
        timeout=SECONDS,
        trust_env=False,
        headers={
            "User-Agent": agent,
            "Accept": "text/html,*/*;q=0.5",
            "Accept-Encoding": "identity",
        },
    )
    end = threading.Timer(SECONDS, client.close)
    end.daemon = True
    end.start()
    try:
        yield client
    finally:
        end.cancel()
        client.close()


def _read_a_little(answer: httpx.Response) -> None:
    got = 0
    for piece in answer.iter_raw(8192):
        got += len(piece)
        if got >= MOST_BYTES:
            return


def _host_header(aim: Target) -> str:
    port = aim.url.port
    host = f"[{aim.host}]" if ":" in aim.host else aim.host
    return f"{host}:{port}" if port else host


def _judged(status: int) -> Outcome:
    if status < 400:
        return Outcome(State.ANSWERS, status=status)
    if status in GONE:
        return Outcome(State.MISSING, f"its server says so ({status}).", status)
    if status in (401, 403, 405, 429):
        return Outcome(State.UNSURE, f"it turns programs away ({status}): try it yourself.", status)
    return Outcome(State.UNSURE, f"its server has a fault ({status}).", status)


def _is_about_trust(wrong: Exception) -> bool:
    cause: BaseException | None = wrong
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
