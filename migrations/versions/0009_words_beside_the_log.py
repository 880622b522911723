"""What people typed stands beside the entries of the log; whoever was entered twice is one person."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STAYS = ("id", "kecamatan_id", "place", "at", "actor_id", "act", "subject", "before", "hash", "said_mark")

#: Typed words can be taken away, with their salt; out of an entry of the old form they are taken for good.
_ONLY_WORDS = (
    "NEW.said IS NULL AND NEW.salt IS NULL AND {same} AND "
    "((OLD.said IS NOT NULL AND {same_form}) OR (OLD.form = 1 AND NEW.form = 0))"
)

_SQLITE = _ONLY_WORDS.format(
    same=" AND ".join(f"NEW.{name} IS OLD.{name}" for name in STAYS),
    same_form="NEW.form IS OLD.form AND NEW.facts IS OLD.facts",
)
_POSTGRESQL = _ONLY_WORDS.format(
    same=" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in STAYS),
    same_form="NEW.form = OLD.form AND NEW.facts::text = OLD.facts::text",
)

GUARDED = {
    "sqlite": [
        "DROP TRIGGER log_entry_no_update",
        f"CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry WHEN NOT ({_SQLITE}) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    ],
    "postgresql": [
        "DROP TRIGGER log_entry_only_grows ON log_entry",
        "CREATE OR REPLACE FUNCTION log_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF TG_OP = 'UPDATE' THEN IF {_POSTGRESQL} THEN RETURN NEW; END IF; END IF; "
        "RAISE EXCEPTION 'the audit log only grows'; END $$",
        "CREATE TRIGGER log_entry_only_grows BEFORE UPDATE OR DELETE ON log_entry "
        "FOR EACH ROW EXECUTE FUNCTION log_entry_only_grows()",
    ],
}
BEFORE = {
    "sqlite": [
        "DROP TRIGGER log_entry_no_update",
        "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    ],
    "postgresql": [
        "DROP TRIGGER log_entry_only_grows ON log_entry",
        "CREATE OR REPLACE FUNCTION log_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$",
        "CREATE TRIGGER log_entry_only_grows BEFORE UPDATE OR DELETE ON log_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION log_entry_only_grows()",
    ],
}


def upgrade() -> None:
    op.add_column("log_entry", sa.Column("form", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("log_entry", sa.Column("said", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("log_entry", sa.Column("salt", sa.String(length=32), nullable=True))
    op.add_column("log_entry", sa.Column("said_mark", sa.String(length=64), nullable=True))
    for statement in GUARDED[op.get_bind().dialect.name]:
        op.execute(statement)
    op.add_column("person", sa.Column("became_id", ROW_ID, nullable=True))
    op.create_index("ix_person_became_id", "person", ["became_id"])
    _who_became_whom()


def _who_became_whom() -> None:
    """The log knows it; their rows are emptied when the office is next tidied."""
    entry = sa.table("log_entry", sa.column("act"), sa.column("subject"), sa.column("facts", sa.JSON))
    person = sa.table("person", sa.column("id", sa.Integer), sa.column("became_id", sa.Integer))
    found = op.get_bind().execute(
        sa.select(entry.c.subject, entry.c.facts).where(entry.c.act == "person.became")
    )
    for subject, facts in found.all():
        said = json.loads(facts) if isinstance(facts, str) else facts
        entered, is_now = int(subject.partition(":")[2]), said.get("person")
        if is_now is not None and is_now != entered:
            op.execute(sa.update(person).where(person.c.id == entered).values(became_id=is_now))


def downgrade() -> None:
    op.drop_index("ix_person_became_id", "person")
    op.drop_column("person", "became_id")
    for statement in BEFORE[op.get_bind().dialect.name]:
        op.execute(statement)
    for name in ("said_mark", "salt", "said", "form"):
        op.drop_column("log_entry", name)
