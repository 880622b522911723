"""One's own usulan are found at once among a million and a half, also those that one typed for another."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_proposal_entered_by", "proposal", ["entered_by_id", "status"])


def downgrade() -> None:
    op.drop_index("ix_proposal_entered_by", "proposal")
