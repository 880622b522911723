"""The tables of the delegate's phone and the reviewer's queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("season_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", Moment(timezone=True), nullable=False),
        sa.Column("template_year", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("mending", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("applied_at", Moment(timezone=True), nullable=True),
        sa.Column("undone_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_batch_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_batch_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_batch_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_batch_season_id"), ["season_id"], unique=False)
        batch_op.create_index("ix_batch_state", ["state", "id"], unique=False)

    op.create_table(
        "sheet_order",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_sheet_order_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sheet_order_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_order")),
    )
    with op.batch_alter_table("sheet_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_order_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index("ix_sheet_order_state", ["state", "id"], unique=False)

    op.create_table(
        "join_request",
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("post", sa.String(length=16), nullable=False),
        sa.Column("kelurahan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_join_request_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_join_request_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(
            ["kelurahan_id"], ["kelurahan.id"], name=op.f("fk_join_request_kelurahan_id_kelurahan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
    )
    with op.batch_alter_table("join_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_join_request_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_join_request_telegram_id"), ["telegram_id"], unique=False)

    op.create_table(
        "snapshot",
        sa.Column("season_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("changes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_snapshot_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_snapshot_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_snapshot_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("season_id", "edition", name=op.f("uq_snapshot_season_id_edition")),
    )
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snapshot_kecamatan_id"), ["kecamatan_id"], unique=False)

    op.create_table(
        "past_proposal",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kelurahan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("komisi", sa.String(length=16), nullable=True),
        sa.Column("kamus_code", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("rt", sa.Integer(), nullable=True),
        sa.Column("rw", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("volume", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("accommodated", sa.Boolean(), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("norm", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_past_proposal_batch_id_batch")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_past_proposal_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(
            ["kelurahan_id"], ["kelurahan.id"], name=op.f("fk_past_proposal_kelurahan_id_kelurahan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_proposal")),
        sa.UniqueConstraint(
            "kecamatan_id", "year", "number", name=op.f("uq_past_proposal_kecamatan_id_year_number")
        ),
    )
    with op.batch_alter_table("past_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_past_proposal_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index("ix_past_proposal_kelurahan", ["kelurahan_id", "year"], unique=False)

    op.create_table(
        "phone_entry",
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("post", sa.String(length=16), nullable=False),
        sa.Column("kelurahan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("loaded_at", Moment(timezone=True), nullable=False),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_phone_entry_batch_id_batch")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_phone_entry_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(
            ["kelurahan_id"], ["kelurahan.id"], name=op.f("fk_phone_entry_kelurahan_id_kelurahan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_entry")),
        sa.UniqueConstraint(
            "kecamatan_id", "phone", "post", name=op.f("uq_phone_entry_kecamatan_id_phone_post")
        ),
    )
    with op.batch_alter_table("phone_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_entry_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_entry_phone"), ["phone"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_assignment_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_assignment_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_assignment_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_assignment_to_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "difference",
        sa.Column("season_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kelurahan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("settled_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settled_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_difference_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_difference_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(
            ["kelurahan_id"], ["kelurahan.id"], name=op.f("fk_difference_kelurahan_id_kelurahan")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_difference_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_difference_season_id_season")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_difference_settled_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_difference")),
    )
    with op.batch_alter_table("difference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_difference_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_difference_season_id"), ["season_id"], unique=False)

    op.create_table(
        "follow",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("told_until", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_follow_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_person_id_person")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_follow_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("proposal_id", "person_id", name=op.f("uq_follow_proposal_id_person_id")),
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_person_id"), ["person_id"], unique=False)

    op.create_table(
        "later_outcome",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("accommodated", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_later_outcome_batch_id_batch")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_later_outcome_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_later_outcome_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_later_outcome")),
        sa.UniqueConstraint("proposal_id", "stage", name=op.f("uq_later_outcome_proposal_id_stage")),
    )
    with op.batch_alter_table("later_outcome", schema=None) as batch_op:
        batch_op.create_index("ix_later_outcome_batch", ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_later_outcome_kecamatan_id"), ["kecamatan_id"], unique=False)

    op.create_table(
        "merge",
        sa.Column("season_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("was", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("undone_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_merge_by_id_person")),
        sa.ForeignKeyConstraint(["from_id"], ["proposal.id"], name=op.f("fk_merge_from_id_proposal")),
        sa.ForeignKeyConstraint(["into_id"], ["proposal.id"], name=op.f("fk_merge_into_id_proposal")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_merge_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_merge_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_into_id"), ["into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_kecamatan_id"), ["kecamatan_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("asked_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["asked_id"], ["person.id"], name=op.f("fk_note_asked_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_note_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_note_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_note_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "pair_said",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("past_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_pair_said_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_pair_said_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["proposal.id"], name=op.f("fk_pair_said_other_id_proposal")),
        sa.ForeignKeyConstraint(
            ["past_id"], ["past_proposal.id"], name=op.f("fk_pair_said_past_id_past_proposal")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_pair_said_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_said")),
        sa.UniqueConstraint("proposal_id", "other_id", name=op.f("uq_pair_said_proposal_id_other_id")),
        sa.UniqueConstraint("proposal_id", "past_id", name=op.f("uq_pair_said_proposal_id_past_id")),
    )
    with op.batch_alter_table("pair_said", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_said_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_said_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "survey",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("surveyor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("done_at", Moment(timezone=True), nullable=True),
        sa.Column("cancelled_at", Moment(timezone=True), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("volume", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_survey_asked_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_survey_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_survey_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(["surveyor_id"], ["person.id"], name=op.f("fk_survey_surveyor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_surveyor_id"), ["surveyor_id"], unique=False)

    op.create_table(
        "response",
        sa.Column("proposal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("verdict_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_response_answered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_response_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_response_person_id_person")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_response_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_response_verdict_id_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint(
            "proposal_id",
            "person_id",
            "verdict_id",
            name=op.f("uq_response_proposal_id_person_id_verdict_id"),
        ),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_kecamatan_id"), ["kecamatan_id"], unique=False)

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("stands_in_for_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_appointment_stands_in_for_id_appointment"),
            "appointment",
            ["stands_in_for_id"],
            ["id"],
        )
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("over_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("hat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_chat_hat_id_appointment"), "appointment", ["hat_id"], ["id"]
        )

    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("numbers", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("mark", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("weight", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_invitation_person_id_person"), "person", ["person_id"], ["id"]
        )
        batch_op.add_column(sa.Column("phone", sa.String(length=20), nullable=True))

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dimensions", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("cost_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("urgency", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("land", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("norm", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("secret_until", Moment(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("assigned_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("mapped_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("merged_into_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("carried_from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("joined", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("times", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(
            sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_proposal_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("ix_proposal_sequence", ["season_id", "sequence"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_proposal_carried_from_id_past_proposal"),
            "past_proposal",
            ["carried_from_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_proposal_mapped_by_id_person"), "person", ["mapped_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_proposal_merged_into_id_proposal"), "proposal", ["merged_into_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_proposal_batch_id_batch"), "batch", ["batch_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_proposal_assigned_to_id_person"), "person", ["assigned_to_id"], ["id"]
        )

    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("rules", sa.JSON(none_as_null=True), nullable=False, server_default="{}")
        )

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.add_column(sa.Column("purpose", sa.String(length=8), nullable=False, server_default="photo"))
        batch_op.add_column(sa.Column("slot", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("seconds", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("original_sha256", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("looks", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("taken_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("lat", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("lon", sa.Double(), nullable=True))
        batch_op.add_column(
            sa.Column("same_as_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("typed", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_upload_same_as_id"), ["same_as_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_upload_same_as_id_proposal"), "proposal", ["same_as_id"], ["id"]
        )

    with op.batch_alter_table("proposal_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(length=11), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_proposal_version_code"), ["code"])

    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("together", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("before", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("due", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("undone_at", Moment(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_column("undone_at")
        batch_op.drop_column("due")
        batch_op.drop_column("before")
        batch_op.drop_column("together")
        batch_op.drop_column("code")

    with op.batch_alter_table("proposal_version", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_proposal_version_code"), type_="unique")
        batch_op.drop_column("code")

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_upload_same_as_id_proposal"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_upload_same_as_id"))
        batch_op.drop_column("typed")
        batch_op.drop_column("same_as_id")
        batch_op.drop_column("lon")
        batch_op.drop_column("lat")
        batch_op.drop_column("taken_at")
        batch_op.drop_column("looks")
        batch_op.drop_column("original_sha256")
        batch_op.drop_column("seconds")
        batch_op.drop_column("slot")
        batch_op.drop_column("purpose")

    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.drop_column("rules")

    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_proposal_assigned_to_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_proposal_batch_id_batch"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_proposal_merged_into_id_proposal"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_proposal_mapped_by_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_proposal_carried_from_id_past_proposal"), type_="foreignkey")
        batch_op.drop_index("ix_proposal_sequence")
        batch_op.drop_index(batch_op.f("ix_proposal_batch_id"))
        batch_op.drop_column("batch_id")
        batch_op.drop_column("times")
        batch_op.drop_column("joined")
        batch_op.drop_column("carried_from_id")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("mapped_by_id")
        batch_op.drop_column("assigned_to_id")
        batch_op.drop_column("secret_until")
        batch_op.drop_column("norm")
        batch_op.drop_column("land")
        batch_op.drop_column("urgency")
        batch_op.drop_column("cost_reason")
        batch_op.drop_column("dimensions")

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_column("phone")
        batch_op.drop_constraint(batch_op.f("fk_invitation_person_id_person"), type_="foreignkey")
        batch_op.drop_column("person_id")

    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.drop_column("weight")
        batch_op.drop_column("mark")
        batch_op.drop_column("numbers")

    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_chat_hat_id_appointment"), type_="foreignkey")
        batch_op.drop_column("hat_id")

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_column("over_at")
        batch_op.drop_column("begun_at")
        batch_op.drop_constraint(
            batch_op.f("fk_appointment_stands_in_for_id_appointment"), type_="foreignkey"
        )
        batch_op.drop_column("stands_in_for_id")

    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_kecamatan_id"))

    op.drop_table("response")
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_surveyor_id"))
        batch_op.drop_index(batch_op.f("ix_survey_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_survey_kecamatan_id"))

    op.drop_table("survey")
    with op.batch_alter_table("pair_said", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_said_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_pair_said_kecamatan_id"))

    op.drop_table("pair_said")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_note_kecamatan_id"))

    op.drop_table("note")
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_kecamatan_id"))
        batch_op.drop_index(batch_op.f("ix_merge_into_id"))
        batch_op.drop_index(batch_op.f("ix_merge_from_id"))

    op.drop_table("merge")
    with op.batch_alter_table("later_outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_later_outcome_kecamatan_id"))
        batch_op.drop_index("ix_later_outcome_batch")

    op.drop_table("later_outcome")
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_person_id"))
        batch_op.drop_index(batch_op.f("ix_follow_kecamatan_id"))

    op.drop_table("follow")
    with op.batch_alter_table("difference", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_difference_season_id"))
        batch_op.drop_index(batch_op.f("ix_difference_kecamatan_id"))

    op.drop_table("difference")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_kecamatan_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("phone_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phone_entry_phone"))
        batch_op.drop_index(batch_op.f("ix_phone_entry_kecamatan_id"))

    op.drop_table("phone_entry")
    with op.batch_alter_table("past_proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_past_proposal_kelurahan")
        batch_op.drop_index(batch_op.f("ix_past_proposal_kecamatan_id"))

    op.drop_table("past_proposal")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshot_kecamatan_id"))

    op.drop_table("snapshot")
    with op.batch_alter_table("join_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_join_request_telegram_id"))
        batch_op.drop_index(batch_op.f("ix_join_request_kecamatan_id"))

    op.drop_table("join_request")
    with op.batch_alter_table("sheet_order", schema=None) as batch_op:
        batch_op.drop_index("ix_sheet_order_state")
        batch_op.drop_index(batch_op.f("ix_sheet_order_kecamatan_id"))

    op.drop_table("sheet_order")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index("ix_batch_state")
        batch_op.drop_index(batch_op.f("ix_batch_season_id"))
        batch_op.drop_index(batch_op.f("ix_batch_kecamatan_id"))

    op.drop_table("batch")
