"""Acting once on a form that may be sent twice: by a double click, a reload, or a replay."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from frontdesk.core import clock
from frontdesk.core.db import Base, Moment
from frontdesk.core.tokens import token_hash


class FormUse(Base):
    """A form token that has been acted on."""

    __tablename__ = "form_use"

    nonce_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(Moment, index=True)


def claim(session: Session, nonce: str) -> bool:
    """Mark a form as acted on, in the caller's transaction; False when it already was."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = (
        insert(FormUse)
        .values(nonce_hash=token_hash(nonce), used_at=clock.now())
        .on_conflict_do_nothing()
        .returning(FormUse.nonce_hash)
    )
    return session.execute(statement).first() is not None
