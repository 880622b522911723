"""Alembic's entry: runs on the connection that it is handed."""

from __future__ import annotations

from alembic import context

from models.database import engine_for
from models.tables import METADATA

config = context.config
connection = config.attributes.get("connection")


def run(on: object) -> None:
    context.configure(connection=on, target_metadata=METADATA, render_as_batch=True, compare_type=True)  # type: ignore[arg-type]
    with context.begin_transaction():
        context.run_migrations()


if connection is not None:
    run(connection)
else:
    engine = engine_for(config.attributes["url"])
    try:
        with engine.begin() as opened:
            run(opened)
    finally:
        engine.dispose()
