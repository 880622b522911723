"""Which papers there were when a step was opened again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("run", sa.Column("newest_before", ROW_ID, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.drop_column("newest_before")
