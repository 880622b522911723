"""A post that decides or signs waits for a second person; lockouts of a PIN are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GIVER = "fk_appointment_given_by_id_person"
SECOND = "fk_appointment_second_id_person"


def upgrade() -> None:
    with op.batch_alter_table("appointment") as batch_op:
        batch_op.add_column(sa.Column("given_by_id", ROW_ID, nullable=True))
        batch_op.add_column(sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("second_id", ROW_ID, nullable=True))
        batch_op.add_column(sa.Column("second_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(GIVER, "person", ["given_by_id"], ["id"])
        batch_op.create_foreign_key(SECOND, "person", ["second_id"], ["id"])
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("pin") as batch_op:
        batch_op.add_column(sa.Column("lockouts", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("pin") as batch_op:
        batch_op.drop_column("lockouts")
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_column("lapsed_at")
    with op.batch_alter_table("appointment") as batch_op:
        batch_op.drop_constraint(SECOND, type_="foreignkey")
        batch_op.drop_constraint(GIVER, type_="foreignkey")
        for name in ("lapsed_at", "second_at", "second_id", "waits_since", "given_by_id"):
            batch_op.drop_column(name)
