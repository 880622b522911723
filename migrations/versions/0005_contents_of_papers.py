"""What a paper is drawn from, megabytes of a report, stands in a table of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "paper_content",
        sa.Column("paper_id", ROW_ID, nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kecamatan_id", ROW_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name="fk_paper_content_kecamatan_id_kecamatan"
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_paper_content_paper_id_paper"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_content"),
        sa.UniqueConstraint("paper_id", name="uq_paper_content_paper_id"),
    )
    op.create_index("ix_paper_content_kecamatan_id", "paper_content", ["kecamatan_id"])
    op.execute(
        "INSERT INTO paper_content (paper_id, data, kecamatan_id, version)"
        " SELECT id, data, kecamatan_id, 1 FROM paper ORDER BY id"
    )
    with op.batch_alter_table("paper") as batch_op:
        batch_op.drop_column("data")


def downgrade() -> None:
    with op.batch_alter_table("paper") as batch_op:
        batch_op.add_column(sa.Column("data", sa.JSON(none_as_null=True), nullable=True))
    op.execute(
        "UPDATE paper SET data = (SELECT content.data FROM paper_content content"
        " WHERE content.paper_id = paper.id)"
    )
    with op.batch_alter_table("paper") as batch_op:
        batch_op.alter_column("data", existing_type=sa.JSON(none_as_null=True), nullable=False)
    op.drop_table("paper_content")
