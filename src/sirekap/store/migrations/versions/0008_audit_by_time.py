"""The audit by time: a page of a nation's newest lines is found without reading them all."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index(op.f("ix_audit_id"), "audit", ["id"])


def downgrade() -> None:
    """Take the index away."""
    op.drop_index(op.f("ix_audit_id"), "audit")
