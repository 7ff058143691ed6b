"""The tables of accounts, records, photos and the audit; other areas have modules of their own beside this.

Every key leads with the station's code, so that a database that shards can distribute by it. Invariant:
evidence and audit are only added to; the database itself refuses to change or delete their rows
(``append_only``). No sequence is shared between rows. A change here needs a migration.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from sirekap.store.columns import Instant, code, metadata, record_key

__all__ = ["Instant", "metadata"]  # so that the tables of every area are written alike

about = Table(
    "about",
    metadata,
    Column("election", code(64), primary_key=True),
    Column("sample_secret", LargeBinary(32), nullable=False),
)
"""One row: of which election these tables are."""

turns = Table("turns", metadata, Column("place", code(13), primary_key=True))
"""Places whose writers wait for each other, where the database lets several write at once."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", code(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("reach", code(13), nullable=False),
    Column("code_hash", code(64), unique=True),
    Column("added_at", Instant, nullable=False),
    Column("code_until", Instant),
    Index(None, "reach"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", code(64), primary_key=True),
    Column("account", code(64), ForeignKey(accounts.c.id), nullable=False),
    Column("expires", Instant, nullable=False),
    Column("way", String(16), nullable=False, server_default="code"),
    Column("opened", Instant),
    Index(None, "account"),
)

evidence = Table(
    "evidence",
    metadata,
    *record_key(),
    Column("id", code(64), primary_key=True),
    Column("added", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(64)),
)
"""``id`` is the hash of the content: the same evidence twice is one row. ``added`` orders them."""

photos = Table(
    "photos",
    metadata,
    *record_key(),
    Column("sha256", code(64), primary_key=True),
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
    *record_key(),
    Column("sha256", code(64), primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""The whole reading, with the places of the fields in the photo."""

queue = Table(
    "queue",
    metadata,
    *record_key(),
    Column("sha256", code(64), primary_key=True),
    Column("added", BigInteger, nullable=False),
    Column("leased_until", Instant),
    Column("tries", Integer, nullable=False),
    Column("failed_at", Instant),
    Index(None, "added"),
)
"""Photos to be read: written in the transaction that received them, deleted in the one that read them.

One with ``failed_at`` failed for good and stays until an operator puts it back.
"""

changed = Table("changed", metadata, *record_key(), Column("mark", String(32), nullable=False))
"""Records to be published again; ``mark`` names the newest change."""

audit = Table(
    "audit",
    metadata,
    Column("place", code(13), primary_key=True),
    Column("id", code(40), primary_key=True),
    Column("event", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Index(None, "id"),
)
"""``id`` begins with the time of writing, so that rows of one place sort by it."""
