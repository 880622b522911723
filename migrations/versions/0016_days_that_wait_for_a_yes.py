"""Whether the days of a season are a proposal that nobody has agreed to yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("season") as seasons:
        seasons.add_column(sa.Column("days_wait", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("season") as seasons:
        seasons.alter_column("days_wait", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("season") as seasons:
        seasons.drop_column("days_wait")
