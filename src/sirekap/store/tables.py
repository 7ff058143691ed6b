"""The tables. Every key leads with the station's code, so that a database that shards can distribute by it.

Invariant: evidence and audit are only added to; the database itself refuses to change or delete their
rows. No sequence is shared between rows. A change of these tables raises VERSION.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    event,
)

VERSION = 2


class Instant(TypeDecorator[datetime]):
    """A moment, as text in UTC that sorts by time; a time without a zone is refused."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (the signature is SQLAlchemy's)
        """Write the moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (same)
        """Read the moment."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _record_key() -> tuple[Column[str], Column[str], Column[int]]:
    return (
        Column("station", String(13), primary_key=True),
        Column("contest", String(16), primary_key=True),
        Column("version", Integer, primary_key=True),
    )


about = Table(
    "about",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("election", String(64), nullable=False),
    Column("sample_secret", LargeBinary(32), nullable=False),
)
"""One row: which version of these tables, of which election."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("reach", String(13), nullable=False),
    Column("code_hash", String(64), unique=True),
    Column("added_at", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(64), ForeignKey(accounts.c.id), nullable=False),
    Column("expires", Instant, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    *_record_key(),
    Column("id", String(64), primary_key=True),
    Column("added", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(64)),
)
"""``id`` is the hash of the content: the same evidence twice is one row. ``added`` orders them."""

photos = Table(
    "photos",
    metadata,
    *_record_key(),
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", String(32), nullable=False),
    Column("by", String(64), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("added", BigInteger, nullable=False),
    Index(None, "sha256"),
)

readings = Table(
    "readings",
    metadata,
    *_record_key(),
    Column("sha256", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""The whole reading, with the places of the fields in the photo."""

queue = Table(
    "queue",
    metadata,
    *_record_key(),
    Column("sha256", String(64), primary_key=True),
    Column("added", BigInteger, nullable=False),
    Column("leased_until", Instant),
    Column("tries", Integer, nullable=False),
    Index(None, "added"),
)
"""Photos to be read: written in the transaction that received them, deleted in the one that read them."""

changed = Table("changed", metadata, *_record_key(), Column("mark", String(32), nullable=False))
"""Records to be published again; ``mark`` names the newest change."""

audit = Table(
    "audit",
    metadata,
    Column("place", String(13), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("event", String(16), nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("subject", Text, nullable=False),
)
"""``id`` begins with the time of writing, so that rows of one place sort by it."""

for _kept in (evidence, audit):
    for _verb in ("UPDATE", "DELETE"):
        event.listen(
            _kept,
            "after_create",
            DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy's DDL has no annotations
                f"CREATE TRIGGER {_kept.name}_no_{_verb.lower()} BEFORE {_verb} ON {_kept.name} "
                f"BEGIN SELECT RAISE(ABORT, '{_kept.name} is only ever added to'); END"
            ).execute_if(dialect="sqlite"),
        )
