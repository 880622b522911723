"""The tables of papers that an office signs, keeps and finds again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_check",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", Moment(timezone=True), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_paper_check_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_check_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_check")),
    )
    with op.batch_alter_table("paper_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_check_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index("ix_paper_check_state", ["state", "id"], unique=False)

    op.create_table(
        "archive_check",
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("changed", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_archive_check_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_archive_check_kecamatan_id_kecamatan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_check")),
    )
    with op.batch_alter_table("archive_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archive_check_kecamatan_id"), ["kecamatan_id"], unique=False)

    op.create_table(
        "office_file",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("file_id", sa.String(length=200), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("removed_at", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_office_file_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_office_file_kecamatan_id_kecamatan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_file")),
    )
    with op.batch_alter_table("office_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_file_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_file_kind"), ["kind"], unique=False)

    op.create_table(
        "pin",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("hash", sa.String(length=128), nullable=True),
        sa.Column("totp", sa.String(length=64), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", Moment(timezone=True), nullable=True),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_pin_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pin_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin")),
        sa.UniqueConstraint("person_id", name=op.f("uq_pin_person_id")),
    )
    with op.batch_alter_table("pin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pin_kecamatan_id"), ["kecamatan_id"], unique=False)

    op.create_table(
        "one_time_page",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_one_time_page_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_one_time_page_paper_id_paper")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_one_time_page_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_page")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_page_token_hash")),
    )
    with op.batch_alter_table("one_time_page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_page_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_page_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "paraf",
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_paraf_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_paraf_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paraf_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paraf")),
        sa.UniqueConstraint("paper_id", "place", name=op.f("uq_paraf_paper_id_place")),
    )
    with op.batch_alter_table("paraf", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paraf_kecamatan_id"), ["kecamatan_id"], unique=False)

    op.create_table(
        "signature",
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("signer", sa.String(length=200), nullable=True),
        sa.Column("signed_at", Moment(timezone=True), nullable=True),
        sa.Column("intact", sa.Boolean(), nullable=True),
        sa.Column("trusted", sa.Boolean(), nullable=True),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_signature_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_signature_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_signature_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("paper_id", "sha256", name=op.f("uq_signature_paper_id_sha256")),
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signature_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signature_paper_id"), ["paper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signature_sha256"), ["sha256"], unique=False)

    op.create_table(
        "word_edition",
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("changes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kecamatan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_word_edition_by_id_person")),
        sa.ForeignKeyConstraint(
            ["kecamatan_id"], ["kecamatan.id"], name=op.f("fk_word_edition_kecamatan_id_kecamatan")
        ),
        sa.ForeignKeyConstraint(["made_id"], ["paper.id"], name=op.f("fk_word_edition_made_id_paper")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_word_edition_paper_id_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_edition")),
        sa.UniqueConstraint("paper_id", "sha256", name=op.f("uq_word_edition_paper_id_sha256")),
    )
    with op.batch_alter_table("word_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_word_edition_kecamatan_id"), ["kecamatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_word_edition_paper_id"), ["paper_id"], unique=False)

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proof", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("effective_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("carried_out_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("undone_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("live", sa.Boolean(), nullable=True, server_default=sa.true()))
        batch_op.drop_constraint(batch_op.f("uq_decision_paper_id"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_decision_paper_id_live"), ["paper_id", "live"])

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sealed_sha256", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("sealed_size", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sealed_file_id", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("agenda", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("classification", sa.String(length=20), nullable=True))
        batch_op.create_index(batch_op.f("ix_paper_sealed_sha256"), ["sealed_sha256"], unique=False)

    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(length=8), nullable=False, server_default="tangan"))
        batch_op.add_column(sa.Column("email", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("stamped_sha256", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.drop_column("stamped_sha256")
        batch_op.drop_column("email")
        batch_op.drop_column("way")

    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_sealed_sha256"))
        batch_op.drop_column("classification")
        batch_op.drop_column("agenda")
        batch_op.drop_column("sealed_file_id")
        batch_op.drop_column("sealed_size")
        batch_op.drop_column("sealed_sha256")
        batch_op.drop_column("sealed_at")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_decision_paper_id_live"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_decision_paper_id"), ["paper_id"])
        batch_op.drop_column("live")
        batch_op.drop_column("undone_at")
        batch_op.drop_column("carried_out_at")
        batch_op.drop_column("effective_at")
        batch_op.drop_column("proof")

    with op.batch_alter_table("word_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_word_edition_paper_id"))
        batch_op.drop_index(batch_op.f("ix_word_edition_kecamatan_id"))

    op.drop_table("word_edition")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_sha256"))
        batch_op.drop_index(batch_op.f("ix_signature_paper_id"))
        batch_op.drop_index(batch_op.f("ix_signature_kecamatan_id"))

    op.drop_table("signature")
    with op.batch_alter_table("paraf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paraf_kecamatan_id"))

    op.drop_table("paraf")
    with op.batch_alter_table("one_time_page", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_page_paper_id"))
        batch_op.drop_index(batch_op.f("ix_one_time_page_kecamatan_id"))

    op.drop_table("one_time_page")
    with op.batch_alter_table("pin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pin_kecamatan_id"))

    op.drop_table("pin")
    with op.batch_alter_table("office_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_file_kind"))
        batch_op.drop_index(batch_op.f("ix_office_file_kecamatan_id"))

    op.drop_table("office_file")
    with op.batch_alter_table("archive_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archive_check_kecamatan_id"))

    op.drop_table("archive_check")

    with op.batch_alter_table("paper_check", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_check_state")
        batch_op.drop_index(batch_op.f("ix_paper_check_kecamatan_id"))

    op.drop_table("paper_check")
