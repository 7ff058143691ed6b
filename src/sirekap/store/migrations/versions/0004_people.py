"""Who holds which account."""

import sqlalchemy as sa
from alembic import op

from sirekap.store.columns import code

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "people",
        sa.Column("account", code(64), sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("nik_hash", code(64)),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("people")
