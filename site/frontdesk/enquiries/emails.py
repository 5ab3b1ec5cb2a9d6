"""Every mail that enquiries send. None carries the visitor's own words back: the address may be
somebody else's."""

from flask import current_app
from sqlalchemy.orm import Session

from frontdesk.core.mail import outbox
from frontdesk.enquiries.models import Enquiry


def received(session: Session, enquiry: Enquiry) -> None:
    outbox.queue(
        session,
        "enquiry_received",
        enquiry.email,
        {"reference": enquiry.reference, "kind": enquiry.kind},
        reply_to=current_app.extensions["settings"].reply_address,
    )
