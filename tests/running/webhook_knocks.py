"""What Telegram may bring, and what it is answered."""

from __future__ import annotations

import psycopg
from sqlalchemy.engine import make_url


def admits(url: str, on: bool) -> None:
    """Whether the database lets anybody in; when not, whoever is in is put out."""
    address = make_url(url).set(drivername="postgresql")
    other = address.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(other, autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {address.database} ALLOW_CONNECTIONS {'true' if on else 'false'}")
        if not on:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                (address.database,),
            )
