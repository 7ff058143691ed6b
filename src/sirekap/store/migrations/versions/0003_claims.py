"""Claims, details, what was set aside, and photos on their way."""

import sqlalchemy as sa
from alembic import op

from sirekap.store.append_only import forbid_changes
from sirekap.store.columns import Instant, code

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("claims", "claim_details", "claim_photos", "set_aside", "arrivals", "uploads", "upload_pieces")
APPEND_ONLY = (
    "claims",
    "claim_details",
    "set_aside",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "claims",
        sa.Column("station", code(13), primary_key=True),
        sa.Column("id", code(64), primary_key=True),
        sa.Column("contest", code(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("signed", sa.LargeBinary, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("device", code(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("details", code(64), nullable=False),
        sa.Column("via", sa.String(8), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("added", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "claim_details",
        sa.Column("station", code(13), primary_key=True),
        sa.Column("sha256", code(64), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
    )
    op.create_table(
        "claim_photos",
        sa.Column("station", code(13), primary_key=True),
        sa.Column("photo", code(64), primary_key=True),
        sa.Column("claim", code(64), primary_key=True),
        sa.Column("page", sa.Integer),
    )
    op.create_table(
        "set_aside",
        sa.Column("place", code(13), primary_key=True),
        sa.Column("id", code(64), primary_key=True),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("via", sa.String(8), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
    )
    op.create_table(
        "arrivals",
        sa.Column("station", code(13), primary_key=True),
        sa.Column("sha256", code(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("media_type", code(32), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
    )
    op.create_table(
        "uploads",
        sa.Column("station", code(13), primary_key=True),
        sa.Column("id", code(32), primary_key=True),
        sa.Column("sha256", code(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
    )
    op.create_table(
        "upload_pieces",
        sa.Column("station", code(13), primary_key=True),
        sa.Column("upload", code(32), primary_key=True),
        sa.Column("offset", sa.Integer, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    """Take the tables away."""
    for table in reversed(TABLES):
        op.drop_table(table)
