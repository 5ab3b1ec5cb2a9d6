"""The checking client: every answer it fetches is examined, so that each test guards them all."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_app_context
from flask.testing import FlaskClient
from justhtml import JustHTML
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from frontdesk.core import clock
from frontdesk.core.db import db
from tests.page import complaints, parse, text_of
from tests.pageform import PageForm, find_form
from tests.secondstep import code_for

PRIVATE = ("/staff", "/support/r/", "/session/", "/preview/", "/dev/", "/opt-out/")
READING_TIME = timedelta(seconds=3)


class CheckingClient(FlaskClient):
    """A browser without JavaScript. Call it as Flask's own client, or start from `form`."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """One request, in an application context of its own as on the real server."""
        with self.application.app_context():
            response = super().open(*args, **kwargs)
            if not response.is_streamed:
                response.get_data()
        _forget_what_was_read()
        wrong = [*_header_complaints(response), *self._body_complaints(response)]
        assert not wrong, f"{response.request.path} answers {response.status}: {'; '.join(wrong)}"
        return response

    def form(self, path: str, button: str | None = None, action: str | None = None) -> PageForm:
        """Fetch a page and find its form: by the text of a button or by its action if several.

        The page is fetched as of three seconds ago, since nobody fills in a form at once.
        """
        with clock.shifted(-READING_TIME):
            response = self.get(path, follow_redirects=True)
        assert response.status_code == 200, f"{path} answers {response.status}"
        return find_form(self, response, button, action)

    def form_in(
        self, response: TestResponse, button: str | None = None, action: str | None = None
    ) -> PageForm:
        """The form of a page that has already been fetched, such as one shown again with errors."""
        return find_form(self, response, button, action)

    def links(self, path: str) -> list[str]:
        """Where the links of a page lead that stay on the site."""
        found = parse(self.get(path).text).query("a")
        return [href for a in found if (href := a.attrs.get("href") or "").startswith("/")]

    def text(self, path: str) -> str:
        """The visible words of a page that must be there."""
        response = self.get(path)
        assert response.status_code == 200, f"{path} answers {response.status}"
        return text_of(response.text)

    def _body_complaints(self, response: TestResponse) -> Iterator[str]:
        if response.mimetype == "application/json":
            json.loads(response.text)
        if response.mimetype != "text/html" or _empty(response):
            return
        with self.application.app_context():
            origin = current_app.extensions["settings"].origin
            html = _whole(response)
            document = parse(html)
            yield from complaints(document, html, origin)
            yield from self._dead_links(document, origin)

    def _dead_links(self, document: JustHTML, origin: str) -> Iterator[str]:
        targets = [("GET", a.attrs.get("href")) for a in document.query("a")]
        for form in document.query("form"):
            targets.append(((form.attrs.get("method") or "get").upper(), form.attrs.get("action")))
        for method, target in targets:
            if target and not self._leads_somewhere(method, target, origin):
                yield f"{method} {target} leads nowhere"

    def _leads_somewhere(self, method: str, target: str, origin: str) -> bool:
        target = target.removeprefix(origin) or "/"
        if urlsplit(target).scheme or not target.startswith("/"):
            return True
        try:
            self.application.url_map.bind("localhost").match(urlsplit(target).path, method=method)
        except RequestRedirect:
            return True
        except HTTPException:
            return False
        return True


def _whole(response: TestResponse) -> str:
    """The page, or a sound page around what says that it is a part of one."""
    if "X-Part-Of-Page" not in response.headers:
        return response.text
    return (
        '<!doctype html><html lang="en-GB"><head><title>T</title></head>'
        f"<body><main><h1>H</h1>{response.text}</main></body></html>"
    )


def _empty(response: TestResponse) -> bool:
    """Redirects carry a body that nobody sees; 204 and answers to HEAD carry none at all."""
    redirects = 300 <= response.status_code < 400
    return redirects or response.status_code == 204 or response.request.method == "HEAD"


def _forget_what_was_read() -> None:
    """What the test had read is stale after an answer; the next access reads it again."""
    if has_app_context() and not db.session.info.get("writing"):
        db.session.rollback()


def _header_complaints(response: TestResponse) -> Iterator[str]:
    headers, path = response.headers, response.request.path
    yield from _policy_complaints(headers.get("Content-Security-Policy", ""), path)
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "X-Content-Type-Options is not nosniff"
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        yield "Referrer-Policy tells other sites where people come from"
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy does not refuse the camera"
    if "Set-Cookie" in headers and not path.startswith("/staff"):
        yield "it sets a cookie on a public page"
    if path.startswith(PRIVATE) and headers.get("Cache-Control") != "no-store":
        yield "a private page may be kept by caches"
    if response.status_code == 429 and not headers.get("Retry-After", "").isdigit():
        yield "it does not say when to try again"


def _policy_complaints(policy: str, path: str) -> Iterator[str]:
    directives = {d.split()[0]: d.split()[1:] for d in policy.split(";") if d.strip()}
    for name in ("default-src", "base-uri", "frame-ancestors"):
        if directives.get(name) != ["'none'"]:
            yield f"the content policy's {name} is {directives.get(name)}, not 'none'"
    for name, sources in directives.items():
        if name == "form-action":
            continue
        # Flask-Security hands the code to scan over as a picture inside the page's own address.
        picture = ("data:",) if (name, path) == ("img-src", "/staff/two-step") else ()
        for source in sources:
            if source not in ("'none'", "'self'", "blob:", *picture):
                yield f"the content policy's {name} allows {source}"


def sign_in(client: CheckingClient, email: str, password: str) -> None:
    """Sign in through the real forms, by both steps where there are two."""
    answer = client.form("/staff/sign-in", "Sign in").submit(email=email, password=password)
    if (answer.location or "").startswith("/staff/two-step-code"):
        with client.application.app_context():
            code = code_for(email)
        answer = client.form(answer.location, "Sign in").submit(code=code)
    assert answer.status_code in (302, 303), f"sign-in answers {answer.status}"
