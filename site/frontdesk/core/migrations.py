"""The schema's history, told by Alembic and run from the application's own settings."""

from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from frontdesk.core.db import db
from frontdesk.core.search.models import part_of_the_index
from frontdesk.settings import ROOT


def config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    return settings


def compared(_thing: Any, name: str | None, _kind: str, reflected: bool, _other: Any) -> bool:
    """Whether Alembic compares this with the models, which know no full-text structures."""
    return not (reflected and part_of_the_index(name))


def migrate(revision: str = "head") -> None:
    """Upgrade the database of the current application."""
    command.upgrade(config(), revision)


def downgrade(revision: str) -> None:
    command.downgrade(config(), revision)


def pending() -> bool:
    """Whether the database is behind the newest migration."""
    with db.engine.connect() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
    return present != set(ScriptDirectory.from_config(config()).get_heads())
