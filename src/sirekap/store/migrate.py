"""The tables brought to this version's shape, or back: each step once, all of them in one transaction.

In: a connection in a transaction that may write. Invariant: a database of a newer version, or one that is
no database of this program, is never touched.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

MIGRATIONS = Path(__file__).parent / "migrations"
BOOK = "alembic_version"
"""The table in which Alembic keeps which step the database is at."""


def newest() -> str:
    """Return the name of the newest step."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError(f"no migrations lie in {MIGRATIONS}")
    return head


def step_of(connection: Connection) -> str | None:
    """Return the step the database is at; None where it is empty or foreign."""
    return MigrationContext.configure(connection).get_current_revision()


def is_empty(connection: Connection) -> bool:
    """Tell whether the database has no tables at all."""
    return not inspect(connection).get_table_names()


def knows(step: str) -> bool:
    """Tell whether this version of the program has that step in its history."""
    return step in {each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take every step up to *to*."""
    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Take every step back to *to*; ``base`` leaves nothing."""
    command.downgrade(_config(connection), to)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
