"""What managers do about people: invite, give roles, close accounts, help them back in."""

import secrets
from datetime import timedelta

from flask_security import hash_password
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, selectinload

from frontdesk.core import audit, clock
from frontdesk.core.db import db, transaction
from frontdesk.core.tokens import new_token, token_hash
from frontdesk.staff import emails, passwords
from frontdesk.staff.accounts import ROLES, AccountRefused, ensure_role, normalised
from frontdesk.staff.member import MANAGER, Member
from frontdesk.staff.models import Invitation, Role, Staff, StaffBrowser, StaffSession

LIFE = timedelta(days=7)


class LinkDead(Exception):
    """A link to join that was never given out, was used or withdrawn, or has run out."""


def everybody() -> list[Staff]:
    """All accounts: those that are open first, by name."""
    query = select(Staff).order_by(Staff.active.desc(), Staff.name, Staff.id)
    return list(db.session.scalars(query.options(selectinload(Staff.webauthn))))


def invitations() -> list[Invitation]:
    """The invitations to join that nobody has taken up, the newest first."""
    query = select(Invitation).where(Invitation.ended_at.is_(None), Invitation.staff_id.is_(None))
    return list(
        db.session.scalars(query.order_by(Invitation.created_at.desc(), Invitation.id.desc()))
    )


def find(staff_id: int) -> Staff | None:
    return db.session.get(Staff, staff_id)


def invite(actor: Member, email: str, name: str, role: str) -> None:
    """Mail somebody a link to join. Raises AccountRefused with the reason."""
    address = normalised(email)
    if role not in ROLES:
        raise AccountRefused(f"The role must be one of: {', '.join(ROLES)}.")
    with transaction() as session:
        if session.scalar(select(Staff.id).where(Staff.email == address)):
            raise AccountRefused("There is an account with that address already.")
        if session.scalar(_open().where(Invitation.email == address)):
            raise AccountRefused("That address has been invited already. You can send it again.")
        invited = Invitation(email=address, name=name.strip(), role=role, created_at=clock.now())
        _send(session, invited, actor)
        audit.record(session, actor.email, "invited", address, role)


def send_again(actor: Member, invitation_id: int) -> None:
    """Mail a fresh link; the one before is dead from then on."""
    with transaction() as session:
        invited = session.scalar(_open().where(Invitation.id == invitation_id).with_for_update())
        if invited is not None:
            _send(session, invited, actor)
            audit.record(session, actor.email, "invited again", invited.email, invited.role)


def withdraw(actor: Member, invitation_id: int) -> None:
    with transaction() as session:
        invited = session.scalar(_open().where(Invitation.id == invitation_id).with_for_update())
        if invited is not None:
            invited.ended_at = clock.now()
            audit.record(session, actor.email, "withdrew an invitation", invited.email)


def invitation(token: str) -> Invitation | None:
    """The invitation that a link belongs to, while it is good."""
    query = _open().where(
        Invitation.token_hash == token_hash(token), Invitation.expires_at > clock.now()
    )
    return db.session.scalar(query)


def join(token: str, name: str, password: str) -> None:
    """Take up an invitation, or choose a new password. Raises AccountRefused or LinkDead."""
    found = invitation(token)
    if found is None:
        raise LinkDead
    wrong = passwords.problem(password, found.email, found.email.split("@")[0], name)
    if wrong:
        raise AccountRefused(wrong)
    hashed = hash_password(password)
    with transaction() as session:
        live = session.get_one(Invitation, found.id, with_for_update=True, populate_existing=True)
        if live.ended_at or live.token_hash != token_hash(token):
            raise LinkDead
        live.ended_at = clock.now()
        if live.staff_id:
            _new_password(session, live.staff_id, hashed)
        else:
            _new_account(session, live, name, hashed)


def change_password(who: Member, password: str) -> None:
    """Choose a new password while signed in. Raises AccountRefused."""
    wrong = passwords.problem(password, who.email, who.email.split("@")[0], who.name)
    if wrong:
        raise AccountRefused(wrong)
    hashed = hash_password(password)
    with transaction() as session:
        staff = session.get_one(Staff, who.id, with_for_update=True)
        staff.password = hashed
        audit.record(session, who.email, "changed the password", who.email)
        emails.changed(session, staff, "Your password was changed.")


def set_role(actor: Member, staff_id: int, role: str) -> None:
    """Give somebody one role in the place of those before. Raises AccountRefused."""
    if role not in ROLES:
        raise AccountRefused(f"The role must be one of: {', '.join(ROLES)}.")
    with transaction() as session:
        staff = _locked(session, staff_id)
        if role != MANAGER:
            _refuse_if_last_manager(session, staff)
        before = ", ".join(staff.role_names)
        staff.roles = [ensure_role(session, role)]
        sign_out_everywhere(session, staff)
        audit.record(session, actor.email, "changed a role", staff.email, f"{before} to {role}")
        emails.changed(session, staff, f"Your role is now {role}. Please sign in again.")


def close(actor: Member, staff_id: int) -> None:
    """Let somebody in no longer, from this moment. Raises AccountRefused for the last manager."""
    with transaction() as session:
        staff = _locked(session, staff_id)
        _refuse_if_last_manager(session, staff)
        staff.active = False
        sign_out_everywhere(session, staff)
        _end_links(session, staff)
        audit.record(session, actor.email, "closed an account", staff.email)


def reopen(actor: Member, staff_id: int) -> None:
    with transaction() as session:
        staff = _locked(session, staff_id)
        staff.active = True
        audit.record(session, actor.email, "opened an account again", staff.email)


def reset_second_step(actor: str, staff_id: int) -> None:
    """For somebody whose devices are lost: neither codes nor passkeys let in any more, and whose
    role needs a second step sets it up anew at the next sign-in."""
    with transaction() as session:
        staff = _locked(session, staff_id)
        staff.tf_primary_method = staff.tf_totp_secret = None
        staff.webauthn.clear()
        sign_out_everywhere(session, staff)
        audit.record(session, actor, "reset two-step sign-in", staff.email)
        emails.changed(
            session, staff, "Your two-step sign-in was reset: no code or passkey of before lets in."
        )


def send_password_link(actor: Member, staff_id: int) -> None:
    """For somebody who has forgotten the password: a link to choose a new one."""
    with transaction() as session:
        staff = _locked(session, staff_id)
        if not staff.active:
            raise AccountRefused("That account is closed. Please open it first.")
        _end_links(session, staff)
        invited = Invitation(
            email=staff.email, name=staff.name, role="", staff_id=staff.id, created_at=clock.now()
        )
        _send(session, invited, actor)
        audit.record(session, actor.email, "sent a link for a new password", staff.email)


def sign_out_everywhere(session: Session, staff: Staff) -> None:
    """End every sign-in of somebody: the cookies name an identity that is nobody's any more."""
    staff.fs_uniquifier = secrets.token_hex(32)
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def _open() -> Select[Invitation]:
    return select(Invitation).where(Invitation.ended_at.is_(None))


def _send(session: Session, invited: Invitation, actor: Member) -> None:
    token = new_token()
    invited.token_hash, invited.expires_at = token_hash(token), clock.now() + LIFE
    session.add(invited)
    session.flush()
    emails.invitation(session, invited, token, actor.name)


def _new_account(session: Session, invited: Invitation, name: str, hashed: str) -> None:
    if session.scalar(select(Staff.id).where(Staff.email == invited.email)):
        raise LinkDead
    session.add(
        Staff(
            email=invited.email,
            name=name.strip(),
            password=hashed,
            active=True,
            fs_uniquifier=secrets.token_hex(32),
            roles=[ensure_role(session, invited.role)],
        )
    )
    audit.record(session, invited.email, "joined", invited.email, invited.role)


def _new_password(session: Session, staff_id: int, hashed: str) -> None:
    staff = _locked(session, staff_id)
    staff.password = hashed
    sign_out_everywhere(session, staff)
    session.execute(delete(StaffBrowser).where(StaffBrowser.staff_id == staff_id))
    audit.record(session, staff.email, "chose a new password", staff.email)
    emails.changed(session, staff, "Your password was changed.")


def _end_links(session: Session, staff: Staff) -> None:
    for link in session.scalars(_open().where(Invitation.staff_id == staff.id)):
        link.ended_at = clock.now()


def _locked(session: Session, staff_id: int) -> Staff:
    """The account, locked. Managers are taken from one at a time, so that one always stays."""
    session.scalar(select(Role.id).where(Role.name == MANAGER).with_for_update())
    return session.get_one(Staff, staff_id, with_for_update=True)


def _refuse_if_last_manager(session: Session, staff: Staff) -> None:
    others = select(Staff.id).where(
        Staff.id != staff.id, Staff.active.is_(True), Staff.roles.any(Role.name == MANAGER)
    )
    if MANAGER in staff.role_names and staff.active and not session.scalar(others.limit(1)):
        raise AccountRefused("This is the last manager. Please make somebody else one first.")
