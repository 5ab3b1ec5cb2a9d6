"""Staff accounts, in the shape that Flask-Security expects."""

from datetime import datetime
from typing import Any

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import JSON, Column, ForeignKey, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from frontdesk.core.db import Base, Moment

# Who can change what visitors read, or who else may enter.
NEEDS_SECOND_STEP = frozenset({"editor", "manager"})

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
    security_settings: Mapped[Any | None] = mapped_column(JSON)
    failed_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=staff_role, order_by=Role.name
    )

    @property
    def role_names(self) -> list[str]:
        return [role.name for role in self.roles]

    @property
    def has_second_step(self) -> bool:
        return bool(self.tf_totp_secret and self.tf_primary_method)

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Asked by Flask-Security when the password was right. Whoever needs a second step and has
        none yet sets it up there and then, and is not signed in before."""
        needed = self.check_tf_required_setup() or bool(tf_setup_methods)
        return needed, tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        return not NEEDS_SECOND_STEP.isdisjoint(self.role_names)


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
