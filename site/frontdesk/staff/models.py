"""Staff accounts, in the shape that Flask-Security expects."""

from datetime import datetime
from typing import Any

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.core import clock
from frontdesk.core.db import Base, Moment

# Who can change what visitors read, or who else may enter.
NEEDS_SECOND_STEP = frozenset({"editor", "manager"})

LONGEST_PASSKEY_NAME = 64

staff_role = Table(
    "staff_role",
    Base.metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str | None] = mapped_column(String(200))
    permissions: Mapped[Any | None] = mapped_column(MutableList.as_mutable(AsaList()))


class Passkey(Base, WebAuthnMixin):
    """The public half of a key that somebody's device keeps, as Flask-Security expects it."""

    __tablename__ = "staff_passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_PASSKEY_NAME))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    transports: Mapped[Any | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    usage: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    lastuse_datetime: Mapped[datetime] = mapped_column(Moment)

    def get_user_mapping(self) -> dict[str, Any]:
        """How Flask-Security finds the owner."""
        return {"id": self.staff_id}


class Staff(Base, UserMixin):
    """A member of staff. `name` is what customers see; `password` is an argon2 hash."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    mf_recovery_codes: Mapped[Any | None] = mapped_column(MutableList.as_mutable(AsaList()))
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), index=True, unique=True
    )
    security_settings: Mapped[Any | None] = mapped_column(JSON)
    failed_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=staff_role, order_by=Role.name
    )
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]
        order_by=Passkey.id, cascade="all, delete-orphan"
    )

    @property
    def role_names(self) -> list[str]:
        return [role.name for role in self.roles]

    @property
    def has_app(self) -> bool:
        """Whether an app shows codes for this account."""
        return bool(self.tf_totp_secret and self.tf_primary_method)

    @property
    def second_steps(self) -> list[str]:
        """What lets in besides the password or in its place, in words."""
        return [*(["Authenticator app"] if self.has_app else []), *(k.name for k in self.webauthn)]

    @property
    def needs_second_step(self) -> bool:
        return not NEEDS_SECOND_STEP.isdisjoint(self.role_names)

    @property
    def lacks_second_step(self) -> bool:
        """Whether a second step must be set up before anything else."""
        return self.needs_second_step and not self.second_steps

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Asked by Flask-Security when the password was right. Whoever needs a second step and has
        none yet is let in to set one up, and to nothing else (`security.SETTING_UP`)."""
        return bool(tf_setup_methods), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether the app is needed: a passkey will do in its place."""
        return self.needs_second_step and not self.webauthn


class StaffSession(Base):
    """One sign-in that is still good. Its token is in the browser's signed cookie."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)
    browser: Mapped[str] = mapped_column(String(60))


class StaffBrowser(Base):
    """A kind of browser that somebody has signed in with before."""

    __tablename__ = "staff_browser"

    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    browser: Mapped[str] = mapped_column(String(60), primary_key=True)


class Invitation(Base):
    """Somebody asked to join, or to choose a new password where `staff_id` says who."""

    __tablename__ = "staff_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(40))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
