"""What a list was asked about, what became of all of it, and what this office's headings mean."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("batch") as batches:
        batches.add_column(sa.Column("question", sa.JSON(), nullable=True))
        batches.add_column(sa.Column("answers", sa.JSON(), nullable=False, server_default="{}"))
        batches.add_column(sa.Column("account", sa.JSON(), nullable=False, server_default="{}"))
    # whoever was asked of which kind a list is, is asked in the new way
    op.execute("UPDATE batch SET state = 'asked' WHERE state = 'choosing'")
    with op.batch_alter_table("batch") as batches:
        batches.alter_column("answers", existing_type=sa.JSON(), server_default=None)
        batches.alter_column("account", existing_type=sa.JSON(), server_default=None)
    op.create_table(
        "heading_meaning",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("kecamatan_id", ROW_ID, sa.ForeignKey("kecamatan.id"), nullable=False),
        sa.Column("heading", sa.String(60), nullable=False),
        sa.Column("shown", sa.String(60), nullable=False),
        sa.Column("column", sa.String(20), nullable=False),
        sa.Column("by_id", ROW_ID, sa.ForeignKey("person.id"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("kecamatan_id", "heading"),
    )
    op.create_index("ix_heading_meaning_kecamatan_id", "heading_meaning", ["kecamatan_id"])


def downgrade() -> None:
    op.drop_table("heading_meaning")
    with op.batch_alter_table("batch") as batches:
        for column in ("account", "answers", "question"):
            batches.drop_column(column)
