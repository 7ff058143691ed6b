"""The tables of vouchers, devices and revocations; keys lead with the place, as everywhere.

Invariant: a voucher has one device (``voucher`` is unique in a place); of codes only hashes are here.
"""

from sqlalchemy import Column, Index, LargeBinary, String, Table, UniqueConstraint

from sirekap.store.columns import Instant, code, metadata

vouchers = Table(
    "vouchers",
    metadata,
    Column("place", code(13), primary_key=True),
    Column("key_id", code(32), primary_key=True),
    Column("account", code(64), nullable=False),
    Column("code_hash", code(64), nullable=False),
    Column("issuer", LargeBinary, nullable=False),
    Column("voucher", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Index(None, "code_hash"),
)
"""``issuer`` and ``voucher`` are links of the chain, as ``docs/keys.md`` writes them."""

devices = Table(
    "devices",
    metadata,
    Column("place", code(13), primary_key=True),
    Column("key_id", code(32), primary_key=True),
    Column("account", code(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("key", LargeBinary(33), nullable=False),
    Column("voucher", code(32), nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    UniqueConstraint("place", "voucher", name="uq_devices_voucher"),
)

answers = Table(
    "answers",
    metadata,
    Column("place", code(13), primary_key=True),
    Column("challenge", code(64), primary_key=True),
    Column("until", Instant, nullable=False),
)
"""Challenges that were answered, until they would no longer be fresh anyway."""

revocations = Table(
    "revocations",
    metadata,
    Column("place", code(13), primary_key=True),
    Column("key_id", code(32), primary_key=True),
    Column("id", code(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
)
"""``id`` is the hash of ``body``, the signed statement: the same one twice is one row."""
