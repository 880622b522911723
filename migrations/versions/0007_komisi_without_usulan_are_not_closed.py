"""A komisi without usulan is not closed for good, and one that a mere look closed is waited for again."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whoever closes a komisi is named; those without a name were closed since they had no usulan just then.
    op.execute(
        """
        UPDATE commission SET state = 'waiting', closed_at = NULL, version = version + 1
        WHERE state = 'closed' AND closed_by_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM standing
            WHERE standing.season_id = commission.season_id AND standing.komisi = commission.komisi
        )
        """
    )


def downgrade() -> None:
    pass
