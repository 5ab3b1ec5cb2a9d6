"""Adding staff. Accounts are made by an operator; nobody can register."""

from email_validator import EmailNotValidError, validate_email
from flask_security import hash_password
from sqlalchemy import select

from frontdesk.core import audit
from frontdesk.core.db import db, transaction
from frontdesk.staff.models import Role, Staff
from frontdesk.staff.security import datastore

ROLES = {
    "author": "Writes drafts of news",
    "editor": "Writes and publishes news",
    "support": "Answers support requests and enquiries, and holds sessions",
    "manager": "Everything, and also people, settings and the audit trail",
}
SHORTEST_PASSWORD = 12


class AccountRefused(Exception):
    """An account cannot be made; the message says why."""


def any_exist() -> bool:
    return db.session.scalar(select(Staff.id).limit(1)) is not None


def add(email: str, name: str, password: str, role: str = "support") -> int:
    """Make an account and return its number. Raises AccountRefused with the reason."""
    if role not in ROLES:
        raise AccountRefused(f"The role must be one of: {', '.join(ROLES)}.")
    if len(password) < SHORTEST_PASSWORD:
        raise AccountRefused(f"The password needs at least {SHORTEST_PASSWORD} characters.")
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise AccountRefused(f"That e-mail address will not do: {problem}") from problem
    hashed = hash_password(password)
    with transaction() as session:
        if datastore.find_user(email=address.normalized.lower()):
            raise AccountRefused("There is an account with that address already.")
        if not datastore.find_role(role):
            session.add(Role(name=role, description=ROLES[role]))
            session.flush()
        member = datastore.create_user(
            email=address.normalized.lower(), name=name.strip(), password=hashed, roles=[role]
        )
        session.flush()
        audit.record(session, "operator", "account added", member.email, role)
        return int(member.id)
