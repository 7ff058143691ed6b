"""Vouchers, devices and revocations."""

import sqlalchemy as sa
from alembic import op

from sirekap.store.append_only import forbid_changes
from sirekap.store.columns import Instant, code

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("vouchers", "devices", "revocations")
APPEND_ONLY = ("revocations",)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "vouchers",
        sa.Column("place", code(13), primary_key=True),
        sa.Column("key_id", code(32), primary_key=True),
        sa.Column("account", code(64), nullable=False),
        sa.Column("code_hash", code(64), nullable=False),
        sa.Column("issuer", sa.LargeBinary, nullable=False),
        sa.Column("voucher", sa.LargeBinary, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
    )
    op.create_index(op.f("ix_vouchers_code_hash"), "vouchers", ["code_hash"])
    op.create_table(
        "devices",
        sa.Column("place", code(13), primary_key=True),
        sa.Column("key_id", code(32), primary_key=True),
        sa.Column("account", code(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("key", sa.LargeBinary(33), nullable=False),
        sa.Column("voucher", code(32), nullable=False),
        sa.Column("chain", sa.LargeBinary, nullable=False),
        sa.Column("enrolled_at", Instant, nullable=False),
        sa.UniqueConstraint("place", "voucher", name="uq_devices_voucher"),
    )
    op.create_table(
        "revocations",
        sa.Column("place", code(13), primary_key=True),
        sa.Column("key_id", code(32), primary_key=True),
        sa.Column("id", code(64), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    """Take the tables away."""
    for table in reversed(TABLES):
        op.drop_table(table)
