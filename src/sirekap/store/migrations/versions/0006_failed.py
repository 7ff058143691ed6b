"""Photos over which the reader failed for good stay in the queue, marked."""

import sqlalchemy as sa
from alembic import op

from sirekap.store.columns import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark."""
    op.add_column("queue", sa.Column("failed_at", Instant))


def downgrade() -> None:
    """Take it away; what failed for good is tried once more by the older version."""
    op.drop_column("queue", "failed_at")
