"""Passkeys, passwords, and how a session was opened; codes that end."""

import sqlalchemy as sa
from alembic import op

from sirekap.store.columns import Instant, code

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns; sessions that were open had been opened by a code or a phone."""
    op.create_table(
        "passkeys",
        sa.Column("account", code(64), sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("key_id", code(32), primary_key=True),
        sa.Column("credential", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("uses", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.Column("used_at", Instant),
        sa.Column("answered", sa.LargeBinary(16), nullable=False),
    )
    op.create_table(
        "passwords",
        sa.Column("account", code(64), sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("hash", sa.String(200), nullable=False),
        sa.Column("app", sa.LargeBinary, nullable=False),
        sa.Column("set_at", Instant, nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failed_at", Instant),
    )
    op.add_column("accounts", sa.Column("code_until", Instant))
    op.create_index(op.f("ix_accounts_reach"), "accounts", ["reach"])
    op.create_index(op.f("ix_people_nik_hash"), "people", ["nik_hash"])
    op.add_column("sessions", sa.Column("way", sa.String(16), nullable=False, server_default="code"))
    op.add_column("sessions", sa.Column("opened", Instant))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("sessions", "opened")
    op.drop_column("sessions", "way")
    op.drop_index(op.f("ix_people_nik_hash"), "people")
    op.drop_index(op.f("ix_accounts_reach"), "accounts")
    op.drop_column("accounts", "code_until")
    op.drop_table("passwords")
    op.drop_table("passkeys")
