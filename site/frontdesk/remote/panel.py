"""What a request's pages show of its sessions."""

from flask import render_template
from markupsafe import Markup

from frontdesk.remote import engines, page, store
from frontdesk.remote.forms import MoveForm, ProposeForm
from frontdesk.support.models import SupportRequest


def for_customer(request: SupportRequest) -> Markup:
    sessions = [(row, page.view(row)) for row in store.of_request(request.id)]
    return Markup(  # noqa: S704  (rendered by an escaping template)
        render_template(
            "remote/panel_customer.html", request_=request, sessions=sessions, form=MoveForm()
        )
    )


def for_staff(request: SupportRequest) -> Markup:
    sessions = [(row, page.view(row)) for row in store.of_request(request.id)]
    return Markup(  # noqa: S704  (rendered by an escaping template)
        render_template(
            "remote/panel_staff.html",
            request_=request,
            sessions=sessions,
            propose=propose_form(),
        )
    )


def propose_form() -> ProposeForm:
    """The form with the engines that are set up here."""
    form = ProposeForm()
    form.engine.choices = [(code, e.name) for code, e in engines.available().items()]
    return form
