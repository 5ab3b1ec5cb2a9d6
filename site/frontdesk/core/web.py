"""What every answer carries: headers, asset addresses, dates as people read them, error pages."""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, jsonify, render_template, request
from sqlalchemy import text
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix

from frontdesk.core import clock, pagecache
from frontdesk.core.db import db
from frontdesk.settings import Settings

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

ERRORS = {
    400: ("That did not reach us whole", "Please go back and try again."),
    401: ("You are not signed in", "Please sign in first."),
    403: ("Not from here", "That request did not come from this site's own pages."),
    404: ("No such page", "The address may be mistyped, or the page may have moved."),
    405: ("Not that way", "That address answers, but not to this kind of request."),
    410: ("No longer here", "That link has been used, replaced, or has run out."),
    413: ("Too long to accept", "Please shorten it to less than one megabyte and send it again."),
    415: ("Not in that form", "That request was not in a form this address understands."),
    429: ("A little too often", "Please wait a while and try again, or telephone us."),
    500: ("Something went wrong here", "It is our fault, and it has been noted."),
    503: ("Busy for a moment", "Please try again in a minute."),
}


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    app.extensions["private_prefixes"] = {"/staff", "/support/r/", "/session/", "/dev/"}
    app.jinja_env.filters.update(london=_london, day=_day, iso=_iso)
    app.jinja_env.globals.update(asset=asset, base_url=settings.base_url)
    app.view_functions["static"] = _static
    app.after_request(_add_headers)
    app.register_error_handler(HTTPException, _http_error)
    app.add_url_rule("/healthz", "healthz", _healthz)
    app.add_url_rule("/readyz", "readyz", _readyz)


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.extensions["settings"]
    return found


def asset(name: str) -> str:
    """The address of a file in static/, with its content's hash so that a change is seen."""
    return f"/static/{name}?v={_digest(str(current_app.static_folder), name)}"


@lru_cache(maxsize=512)
def _digest(folder: str, name: str) -> str:
    return hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]


def _static(filename: str) -> Response:
    """A file of static/: for good under the address of its content, else asked for each time."""
    response = current_app.send_static_file(filename)
    named = request.args.get("v")
    if named == _digest(str(current_app.static_folder), filename):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    # Addresses with a wrong hash are without number, so they are not kept.
    if named is None or "immutable" in response.headers["Cache-Control"]:
        pagecache.share(("v",))
    return response


def wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    )


def also_allow(response: Response, directive: str, source: str) -> None:
    """Let this one page use `source` for one directive of the policy, beside our own site."""
    response.headers["Content-Security-Policy"] = _policy({directive: f"'self' {source}"})


def _policy(changes: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in {**POLICY, **changes}.items())


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _policy({}))
    headers["X-Content-Type-Options"] = "nosniff"
    # Addresses of private pages are secrets; a browser may tell them to this site alone. The
    # stricter no-referrer would turn the Origin header of our own forms into "null".
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    capture = "(self)" if request.path.startswith("/session/") else "()"
    headers["Permissions-Policy"] = (
        f"display-capture={capture}, camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    )
    if settings().https:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if _is_private(request.path):
        headers["Cache-Control"] = "no-store"
        headers["X-Robots-Tag"] = "noindex"
    elif request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-cache")
    return response


def _is_private(path: str) -> bool:
    return any(path.startswith(prefix) for prefix in current_app.extensions["private_prefixes"])


def _http_error(error: HTTPException) -> tuple[Response | str, int, dict[str, str]] | Response:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()  # type: ignore[return-value]
    code = error.code or 500
    title, message = ERRORS.get(code, (error.name, "Please go back and try again."))
    headers = {}
    if isinstance(error, TooManyRequests) and error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if wants_json():
        return jsonify(error=f"{title}. {message}"), code, headers
    page = render_template("errors/error.html", code=code, title=title, message=message)
    return page, code, headers


def _healthz() -> Response:
    return Response("ok\n", mimetype="text/plain")


def _readyz() -> Response:
    db.session.execute(text("SELECT 1"))
    return Response("ready\n", mimetype="text/plain")


def _london(moment: datetime) -> str:
    local = clock.london(moment)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def _day(moment: datetime) -> str:
    local = clock.london(moment) if isinstance(moment, datetime) else moment
    return f"{local.day} {local:%B %Y}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
