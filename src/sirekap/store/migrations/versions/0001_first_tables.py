"""The first tables: accounts, evidence, photos, the queue and the audit."""

import sqlalchemy as sa
from alembic import op

from sirekap.store.append_only import forbid_changes
from sirekap.store.columns import Instant, code, record_key

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("evidence", "audit")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "about",
        sa.Column("election", code(64), nullable=False),
        sa.Column("sample_secret", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("election", name=op.f("pk_about")),
    )
    op.create_table("turns", sa.Column("place", code(13), nullable=False), sa.PrimaryKeyConstraint("place"))
    _make_accounts()
    _make_records()
    _make_photos()
    op.create_table(
        "audit",
        sa.Column("place", code(13), nullable=False),
        sa.Column("id", code(40), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("place", "id", name=op.f("pk_audit")),
    )
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    """Take all tables away."""
    for table in ("audit", "queue", "readings", "photos", "changed", "evidence"):
        op.drop_table(table)
    for table in ("sessions", "accounts", "turns", "about"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION only_added_to()")


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", code(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("reach", code(13), nullable=False),
        sa.Column("code_hash", code(64)),
        sa.Column("added_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_accounts_code_hash")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", code(64), nullable=False),
        sa.Column("account", code(64), nullable=False),
        sa.Column("expires", Instant, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_sessions_account")),
    )
    op.create_index(op.f("ix_sessions_account"), "sessions", ["account"])


def _make_records() -> None:
    op.create_table(
        "evidence",
        *record_key(),
        sa.Column("id", code(64), primary_key=True),
        sa.Column("added", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", sa.String(64)),
    )
    op.create_table("changed", *record_key(), sa.Column("mark", sa.String(32), nullable=False))


def _make_photos() -> None:
    op.create_table(
        "photos",
        *record_key(),
        sa.Column("sha256", code(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("media_type", sa.String(32), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("added", sa.BigInteger, nullable=False),
    )
    op.create_index(op.f("ix_photos_sha256"), "photos", ["sha256"])
    op.create_table(
        "readings",
        *record_key(),
        sa.Column("sha256", code(64), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_table(
        "queue",
        *record_key(),
        sa.Column("sha256", code(64), primary_key=True),
        sa.Column("added", sa.BigInteger, nullable=False),
        sa.Column("leased_until", Instant),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index(op.f("ix_queue_added"), "queue", ["added"])
