"""What the database itself refuses about an enquiry."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from frontdesk.core.db import Base, transaction
from frontdesk.enquiries.models import Consent, Enquiry, EnquiryItem, Kind
from tests.factories import an_enquiry


@pytest.mark.parametrize(
    ("table", "values", "constraint"),
    [
        (Enquiry, {"kind": "rumour"}, "ck_enquiry_kind"),
        (Enquiry, {"source": "pigeon"}, "ck_enquiry_source"),
        (Enquiry, {"state": "LOST"}, "ck_enquiry_state"),
        (Enquiry, {"suspected": True, "state": "ANSWERED"}, "ck_enquiry_released_first"),
        (Enquiry, {"kind": "contact", "message": ""}, "ck_enquiry_says_something"),
        (Enquiry, {"kind": "contact", "message": "m", "sign": "s"}, "ck_enquiry_quote_only"),
        (Enquiry, {"kind": "contact", "message": "m", "postcode": "p"}, "ck_enquiry_quote_only"),
        (EnquiryItem, {"position": 0}, "ck_enquiry_item_position"),
        (EnquiryItem, {"position": 11}, "ck_enquiry_item_position"),
        (EnquiryItem, {"quantity": 0}, "ck_enquiry_item_quantity"),
        (EnquiryItem, {"quantity": 10_000}, "ck_enquiry_item_quantity"),
        (Consent, {"channel": "pigeon"}, "ck_consent_channel"),
        (Consent, {"topic": "everything"}, "ck_consent_topic"),
    ],
)
def test_what_cannot_be(
    app: Flask, table: type[Base], values: dict[str, Any], constraint: str
) -> None:
    an_enquiry(updates=("new-services",))
    with pytest.raises(IntegrityError, match=constraint), transaction() as session:
        session.execute(update(table).values(**values))


def test_two_enquiries_with_one_reference(app: Flask) -> None:
    first, other = an_enquiry().reference, an_enquiry(Kind.CONTACT).id
    with pytest.raises(IntegrityError, match="reference"), transaction() as session:
        session.execute(update(Enquiry).where(Enquiry.id == other).values(reference=first))


@pytest.mark.parametrize("table", [EnquiryItem, Consent])
def test_a_row_that_belongs_to_no_enquiry(app: Flask, table: type[Base]) -> None:
    an_enquiry(updates=("new-services",))
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(update(table).values(enquiry_id=12345))


def test_two_items_in_one_place(app: Flask) -> None:
    enquiry = an_enquiry()
    with pytest.raises(IntegrityError, match="position"), transaction() as session:
        session.execute(
            insert(EnquiryItem).values(
                enquiry_id=enquiry.id, position=1, product="other", quantity=None, details=""
            )
        )
