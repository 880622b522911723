"""Susulan: who may still bring usulan in after the intake was closed, and which came so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_proposal_late_id_late_entry"
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "late_entry",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kecamatan_id", ROW_ID, sa.ForeignKey("kecamatan.id"), nullable=False),
        sa.Column("season_id", ROW_ID, sa.ForeignKey("season.id"), nullable=False),
        sa.Column("kelurahan_id", ROW_ID, sa.ForeignKey("kelurahan.id"), nullable=False),
        sa.Column("one_draft", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by_id", ROW_ID, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unprinted", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_late_entry_kecamatan_id", "late_entry", ["kecamatan_id"])
    op.create_index("ix_late_entry_season_id", "late_entry", ["season_id"])
    with op.batch_alter_table("proposal") as proposals:
        proposals.add_column(sa.Column("late_id", ROW_ID, nullable=True))
        proposals.create_foreign_key(FOREIGN_KEY, "late_entry", ["late_id"], ["id"])
        proposals.create_index("ix_proposal_late_id", ["late_id"])


def downgrade() -> None:
    with op.batch_alter_table("proposal") as proposals:
        proposals.drop_index("ix_proposal_late_id")
        proposals.drop_constraint(FOREIGN_KEY, type_="foreignkey")
        proposals.drop_column("late_id")
    op.drop_table("late_entry")
