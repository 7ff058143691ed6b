"""The table of who holds which account: the only one with people's names.

Invariant: nothing that is published, logged or signed is read from here; of a NIK a keyed hash is kept.
"""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from sirekap.store.columns import code, metadata
from sirekap.store.tables import accounts

people = Table(
    "people",
    metadata,
    Column("account", code(64), ForeignKey(accounts.c.id), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("nik_hash", code(64)),
    Index(None, "nik_hash"),
)
