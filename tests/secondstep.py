"""The second step of signing in, for tests that are about something else."""

from flask import current_app

from frontdesk.core.db import db, transaction
from frontdesk.staff.models import Staff


def switch_on(email: str) -> None:
    """Give an account a second step, as if its owner had scanned the code."""
    with transaction() as session:
        staff = session.query(Staff).filter_by(email=email).one()
        staff.tf_totp_secret = current_app.extensions[
            "security"
        ].totp_factory.generate_totp_secret()
        staff.tf_primary_method = "authenticator"


def code_for(email: str) -> str:
    """What the owner's app shows now."""
    secret = db.session.query(Staff).filter_by(email=email).one().tf_totp_secret
    db.session.rollback()
    return str(current_app.extensions["security"].totp_factory.generate_totp_password(secret))
