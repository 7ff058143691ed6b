"""The tables of passkeys and passwords: of the former public halves, of the latter hashes.

Invariant: an app's secret is here under the server's seal only, whose key lies outside the database.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table

from sirekap.store.columns import Instant, code, metadata
from sirekap.store.tables import accounts

passkeys = Table(
    "passkeys",
    metadata,
    Column("account", code(64), ForeignKey(accounts.c.id), primary_key=True),
    Column("key_id", code(32), primary_key=True),
    Column("credential", LargeBinary, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("uses", BigInteger, nullable=False),
    Column("name", String(60), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("answered", LargeBinary(16), nullable=False),
)
"""``answered`` is the head of the challenge answered last: none is answered twice."""

passwords = Table(
    "passwords",
    metadata,
    Column("account", code(64), ForeignKey(accounts.c.id), primary_key=True),
    Column("hash", String(200), nullable=False),
    Column("app", LargeBinary, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed_at", Instant),
)
