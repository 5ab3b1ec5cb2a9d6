"""A place on a request's pages for features that stand above support, which must not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from markupsafe import Markup

from frontdesk.support.models import SupportRequest

Panel = Callable[[SupportRequest], Markup]


@dataclass(frozen=True)
class Panels:
    customer: Panel
    staff: Panel


def add(app: Flask, customer: Panel, staff: Panel) -> None:
    """Let a feature show something on the customer's and on the staff's page of a request."""
    app.extensions.setdefault("support_panels", []).append(Panels(customer, staff))


def for_customer(request: SupportRequest) -> list[Markup]:
    return [panel.customer(request) for panel in current_app.extensions["support_panels"]]


def for_staff(request: SupportRequest) -> list[Markup]:
    return [panel.staff(request) for panel in current_app.extensions["support_panels"]]
