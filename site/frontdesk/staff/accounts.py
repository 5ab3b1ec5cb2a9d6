"""Adding staff. An operator makes the first account, managers invite others; nobody registers."""

from email_validator import EmailNotValidError, validate_email
from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.core import audit
from frontdesk.core.db import db, transaction
from frontdesk.staff.models import Role, Staff
from frontdesk.staff.passwords import SHORTEST
from frontdesk.staff.security import datastore

ROLES = {
    "author": "Writes drafts of news",
    "editor": "Writes and publishes news",
    "support": "Answers support requests and enquiries, and holds sessions",
    "manager": "Everything, and also people, settings and the audit trail",
}


class AccountRefused(Exception):
    """An account cannot be made; the message says why."""


def any_exist() -> bool:
    return db.session.scalar(select(Staff.id).limit(1)) is not None


def number(email: str) -> int | None:
    """The number of the account with this address."""
    return db.session.scalar(select(Staff.id).where(Staff.email == email.strip().lower()))


def add(email: str, name: str, password: str, role: str = "support") -> int:
    """Make an account and return its number. Raises AccountRefused with the reason."""
    if role not in ROLES:
        raise AccountRefused(f"The role must be one of: {', '.join(ROLES)}.")
    if len(password) < SHORTEST:
        raise AccountRefused(f"The password needs at least {SHORTEST} characters.")
    address = normalised(email)
    hashed = hash_password(password)
    with transaction() as session:
        if datastore.find_user(email=address):
            raise AccountRefused("There is an account with that address already.")
        ensure_role(session, role)
        member = datastore.create_user(
            email=address, name=name.strip(), password=hashed, roles=[role]
        )
        session.flush()
        audit.record(session, "operator", "account added", member.email, role)
        return int(member.id)


def normalised(email: str) -> str:
    """An address as accounts are kept under it. Raises AccountRefused."""
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise AccountRefused(f"That e-mail address will not do: {problem}") from problem
    return address.normalized.lower()


def ensure_role(session: Session, name: str) -> Role:
    """The role, which is made when nobody has had it yet."""
    found = session.scalar(select(Role).where(Role.name == name))
    if found is None:
        found = Role(name=name, description=ROLES[name])
        session.add(found)
        session.flush()
    return found
