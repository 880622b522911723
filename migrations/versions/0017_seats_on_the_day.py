"""Who stands in for whom in a komisi, scores that were entered from paper, usulan that nobody scored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STANDS_FOR = "fk_team_member_stands_for_id_team_member"
ENTERED_BY = "fk_score_entered_by_id_person"
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("team_member") as members:
        members.add_column(sa.Column("stands_for_id", ROW_ID, nullable=True))
        members.add_column(sa.Column("mandate", sa.String(120), nullable=True))
        members.create_foreign_key(STANDS_FOR, "team_member", ["stands_for_id"], ["id"])
    with op.batch_alter_table("score") as scores:
        scores.add_column(sa.Column("entered_by_id", ROW_ID, nullable=True))
        scores.create_foreign_key(ENTERED_BY, "person", ["entered_by_id"], ["id"])
    with op.batch_alter_table("standing") as standings:
        standings.add_column(sa.Column("unscored", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("standing") as standings:
        standings.drop_column("unscored")
    with op.batch_alter_table("score") as scores:
        scores.drop_constraint(ENTERED_BY, type_="foreignkey")
        scores.drop_column("entered_by_id")
    with op.batch_alter_table("team_member") as members:
        members.drop_constraint(STANDS_FOR, type_="foreignkey")
        members.drop_column("mandate")
        members.drop_column("stands_for_id")
