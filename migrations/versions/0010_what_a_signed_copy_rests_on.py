"""Whose certificate it is, whether it was revoked, who says when: of copies of before, not looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FACTS = ("named", "unrevoked", "timed")


def upgrade() -> None:
    with op.batch_alter_table("signature") as batch_op:
        batch_op.alter_column(
            "signer", new_column_name="certificate_name", existing_type=sa.String(length=200)
        )
        for fact in FACTS:
            batch_op.add_column(sa.Column(fact, sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("signature") as batch_op:
        for fact in FACTS:
            batch_op.drop_column(fact)
        batch_op.alter_column(
            "certificate_name", new_column_name="signer", existing_type=sa.String(length=200)
        )
