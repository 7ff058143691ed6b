"""The kinds of columns that all tables are made of, and the one ``MetaData`` they belong to.

Invariant: codes and moments sort by their bytes in every database, whatever language it was made for, so
that a range of codes means the same everywhere. Names of keys and indices follow one convention, by which
migrations find them again.
"""

from datetime import UTC, datetime

from sqlalchemy import Column, Dialect, Integer, MetaData, String, TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def code(most: int) -> String:
    """Return the kind of a code of at most *most* characters, sorted by its bytes."""
    return String(most).with_variant(String(most, collation="C"), "postgresql")


def written(moment: datetime) -> str:
    """Return a moment as it stands in every table; ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Instant(TypeDecorator[datetime]):
    """A moment, as text in UTC that sorts by time; a time without a zone is refused."""

    impl = code(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (the signature is SQLAlchemy's)
        """Write the moment."""
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (same)
        """Read the moment."""
        return None if value is None else datetime.fromisoformat(value)


def record_key() -> tuple[Column[str], Column[str], Column[int]]:
    """Return the columns that name a record, the station's code first."""
    return (
        Column("station", code(13), primary_key=True),
        Column("contest", code(16), primary_key=True),
        Column("version", Integer, primary_key=True),
    )
