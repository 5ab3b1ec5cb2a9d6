"""The visitor's side: the contact form, and the form that asks for an estimate."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from frontdesk.core import pagecache
from frontdesk.core.limits import limit
from frontdesk.enquiries import actions, wording
from frontdesk.enquiries.forms import ContactForm, ItemForm, QuoteForm
from frontdesk.enquiries.models import MOST_ITEMS

enquiries = Blueprint("enquiries", __name__)

Page = str | tuple[str, int] | Response


@enquiries.get("/contact")
def contact() -> Page:
    return _contact_page(ContactForm())


@enquiries.post("/contact")
@limit("enquiry", "20/hour")
def send_contact() -> Page:
    form = ContactForm(request.form)
    if not form.validate():
        return _contact_page(form), 422
    actions.send(form.letter(), wording.current(), form.nonce, suspected=form.looks_automatic)
    return redirect(url_for("enquiries.contact_sent"), 303)


@enquiries.get("/contact/sent")
@pagecache.shared()
def contact_sent() -> Page:
    return render_template("enquiries/sent.html", quote=False)


@enquiries.get("/quote")
def quote() -> Page:
    return _quote_page(QuoteForm(data=_prefilled(request.args)))


@enquiries.post("/quote")
@limit("quote-form", "300/hour")
def send_quote() -> Page:
    """Send the form, or change its rows: a button named `step` only shows it again, changed."""
    form = QuoteForm(request.form)
    step = request.form.get("step")
    if step is None:
        return _send_quote(form)
    form.change(step)
    return _quote_page(form)


@enquiries.get("/quote/sent")
@pagecache.shared()
def quote_sent() -> Page:
    return render_template("enquiries/sent.html", quote=True)


@limit("enquiry", "20/hour")
def _send_quote(form: QuoteForm) -> Page:
    if not form.validate():
        return _quote_page(form), 422
    actions.send(form.letter(), wording.current(), form.nonce, suspected=form.looks_automatic)
    return redirect(url_for("enquiries.quote_sent"), 303)


def _prefilled(given: MultiDict[str, str]) -> dict[str, Any]:
    """What a link to the form may fill in; what would not pass the form is left out."""
    row = ItemForm(given)
    row.validate()
    return {
        "items": [{field.name: field.data for field in row if not field.errors}],
        "sign": given.get("sign", ""),
    }


def _contact_page(form: ContactForm) -> str:
    return render_template("enquiries/contact.html", form=form, words=wording.current())


def _quote_page(form: QuoteForm) -> str:
    return render_template(
        "enquiries/quote.html", form=form, words=wording.current(), most=MOST_ITEMS
    )
