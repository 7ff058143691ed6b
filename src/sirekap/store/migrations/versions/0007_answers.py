"""Challenges that a phone has answered, so that none opens two sessions."""

import sqlalchemy as sa
from alembic import op

from sirekap.store.columns import Instant, code

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "answers",
        sa.Column("place", code(13), primary_key=True),
        sa.Column("challenge", code(64), primary_key=True),
        sa.Column("until", Instant, nullable=False),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("answers")
