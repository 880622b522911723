"""What the city made of an usulan is noted by hand: no row of it comes from a file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BOND = "fk_later_outcome_batch_id_batch"


def upgrade() -> None:
    with op.batch_alter_table("later_outcome") as batch_op:
        batch_op.drop_index("ix_later_outcome_batch")
        batch_op.drop_constraint(BOND, type_="foreignkey")
        batch_op.drop_column("batch_id")


def downgrade() -> None:
    with op.batch_alter_table("later_outcome") as batch_op:
        batch_op.add_column(sa.Column("batch_id", ROW_ID, nullable=True))
        batch_op.create_foreign_key(BOND, "batch", ["batch_id"], ["id"])
        batch_op.create_index("ix_later_outcome_batch", ["batch_id"])
