"""A form on a fetched page: what a person would find in it, fill in, and send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from flask import current_app
from justhtml import JustHTML
from werkzeug.test import TestResponse

if TYPE_CHECKING:
    from tests.client import CheckingClient


@dataclass
class PageForm:
    """`values` holds what the page already filled in, hidden fields included."""

    client: CheckingClient
    action: str
    method: str
    multipart: bool
    names: set[str]
    values: dict[str, Any]

    def data(self, **changes: Any) -> dict[str, Any]:
        """The fields as they would be sent; None takes one away. Unknown names are refused."""
        unknown = changes.keys() - self.names
        assert not unknown, f"{self.action} has no field {sorted(unknown)}; it has {self.names}"
        merged = {**self.values, **changes}
        return {name: value for name, value in merged.items() if value is not None}

    def submit(self, follow_redirects: bool = False, **changes: Any) -> TestResponse:
        """Send the form as a browser on this page would."""
        return self.send(self.data(**changes), follow_redirects=follow_redirects)

    def send(self, data: dict[str, Any], follow_redirects: bool = False) -> TestResponse:
        """Send exactly `data`, which may be what no page of ours would send."""
        with self.client.application.app_context():
            origin = current_app.extensions["settings"].origin
        return self.client.open(
            self.action,
            method=self.method,
            data=data if self.method == "POST" else None,
            query_string=data if self.method == "GET" else None,
            content_type="multipart/form-data" if self.multipart else None,
            headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"},
            follow_redirects=follow_redirects,
        )


def find_form(
    client: CheckingClient, response: TestResponse, button: str | None, action: str | None
) -> PageForm:
    """The one form of the page that fits; an AssertionError lists what there is."""
    document = JustHTML(response.text, sanitize=False)
    path = response.request.path
    forms = [form for form in document.query("form") if _fits(form, button, action, path)]
    there = [(f.attrs.get("action"), _button_texts(f)) for f in document.query("form")]
    assert len(forms) == 1, f"{path} has {len(forms)} fitting forms of {there}"
    return _read(client, forms[0], button, path)


def _fits(form: Any, button: str | None, action: str | None, path: str) -> bool:
    if action is not None and urljoin(path, form.attrs.get("action") or path) != action:
        return False
    return button is None or button in _button_texts(form)


def _button_texts(form: Any) -> list[str]:
    return [_button_text(button) for button in _buttons(form)]


def _buttons(form: Any) -> list[Any]:
    found = list(form.query("button"))
    found += [i for i in form.query("input") if i.attrs.get("type") == "submit"]
    return [b for b in found if b.attrs.get("type", "submit") == "submit"]


def _button_text(button: Any) -> str:
    text = button.attrs.get("value", "") if button.name == "input" else _text(button)
    return " ".join(text.split())


def _text(element: Any) -> str:
    return str(element.to_text(separator="", strip=False))


def _read(client: CheckingClient, form: Any, button: str | None, path: str) -> PageForm:
    values: dict[str, Any] = {}
    names = set()
    for control in form.query("*"):
        name = control.attrs.get("name")
        if not name or "disabled" in control.attrs or control.name in ("button", "output"):
            continue
        names.add(name)
        for value in _control_values(control):
            values[name] = value if name not in values else [*_listed(values[name]), value]
    for pressed in _buttons(form)[:1] if button is None else _buttons(form):
        if pressed.attrs.get("name") and button in (None, _button_text(pressed)):
            names.add(pressed.attrs["name"])
            values[pressed.attrs["name"]] = pressed.attrs.get("value", "")
    return PageForm(
        client=client,
        action=urljoin(path, form.attrs.get("action") or path),
        method=(form.attrs.get("method") or "get").upper(),
        multipart=form.attrs.get("enctype") == "multipart/form-data",
        names=names,
        values=values,
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _control_values(control: Any) -> Iterator[str]:
    kind = control.attrs.get("type", "text")
    if control.name == "textarea":
        yield _text(control)
    elif control.name == "select":
        options = control.query("option")
        chosen = [o for o in options if "selected" in o.attrs]
        if not chosen and "multiple" not in control.attrs:
            chosen = options[:1]
        yield from (o.attrs.get("value", _text(o)) for o in chosen)
    elif control.name == "input" and kind in ("checkbox", "radio"):
        if "checked" in control.attrs:
            yield control.attrs.get("value", "on")
    elif control.name == "input" and kind not in ("submit", "button", "image", "reset", "file"):
        yield control.attrs.get("value", "")
