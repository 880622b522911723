"""Copies of final papers without the numbers of people, for posts that do not have to reach them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEXED = ("kecamatan_id", "sha256")


def upgrade() -> None:
    op.create_table(
        "paper_copy",
        sa.Column("paper_id", ROW_ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kecamatan_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_paper_copy_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_copy_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_copy")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_paper_copy_paper_id")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_paper_copy_{column}"), "paper_copy", [column])


def downgrade() -> None:
    op.drop_table("paper_copy")
