"""`doctor`: what is right, what is wrong, and what to do about it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import real_clock
from bot.commands.doctor import State, examine
from bot.settings import Settings
from demo.server.app import ServerThread
from demo.server.world import World
from tests.core.command_desk import SETUP, Desk
from tests.support.office import ROOT, TOKEN, Bureau


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[Desk]:
    with ServerThread(World(TOKEN, username="musrenbang_uji_bot")) as server:
        yield Desk(tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL=server.url, DATA_DIR="data")


def states(found: list[dict[str, str]]) -> dict[str, str]:
    return {line["what"]: line["state"] for line in found}


def test_a_whole_installation_is_all_right(connected: Desk) -> None:
    connected.types(*SETUP)
    connected.types("backup")

    code, out, errors = connected.types("doctor", "--json")

    document = json.loads(out)
    assert (code, errors) == (0, "")
    found = states(document["checks"])
    assert found.pop("apart") in ("ok", "warn")  # whatever this kernel has, and whoever runs the tests
    assert found.pop("disk") in ("ok", "warn")  # whatever this machine has
    assert found.pop("locked") == "warn"  # without a passphrase
    assert found == dict.fromkeys(
        ("database", "telegram", "polling", "clock", "handles", "rights", "seal", "backup"), "ok"
    )


def test_what_is_wrong_is_named_with_what_to_do(tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None, database_url=f"sqlite:///{tmp_path}/none.db", data_dir=tmp_path / "data"
    )

    said = [
        str(line)
        for line in examine(settings, real_clock)
        if line.state != State.OK and line.what not in ("disk", "apart")
    ]

    assert said == [
        "SALAH Basis data tidak dapat dibuka (FileNotFoundError). "
        "Periksa DATABASE_URL; kalau baru memasang, jalankan `setup`.",
        "SALAH BOT_TOKEN belum diisi. Minta dari BotFather, lalu tulis di .env"
        " (layanan systemd: /etc/musrenbang/env).",
        "awas  Kunci segel belum ada. Jalankan `setup`, atau pulihkan folder segel dari cadangan.",
        "SALAH Belum ada cadangan. Jalankan `backup`.",
        "awas  Cadangan tidak dikunci: siapa pun yang memegang berkasnya dapat membaca semuanya. "
        "Isi BACKUP_PASSPHRASE.",
    ]
    assert not (tmp_path / "none.db").exists()


def test_a_wrong_token_a_wrong_clock_and_open_files_are_found(connected: Desk) -> None:
    connected.types(*SETUP)
    (connected.folder / "data" / "surat").write_text("untuk siapa saja")
    (connected.folder / "data" / "surat").chmod(0o644)
    api = connected.settings["BOT_API_URL"]
    folder = connected.folder / "data"

    def look(token: str, ahead: timedelta) -> dict[str, State]:
        settings = Settings(
            _env_file=None,
            bot_token=token,
            bot_api_url=api,
            database_url=connected.settings["DATABASE_URL"],
            data_dir=folder,
            public_url="http://127.0.0.1:9",
        )
        found = examine(settings, lambda: real_clock() + ahead)
        assert all(token not in line.words for line in found)
        return {line.what: line.state for line in found}

    late, strange = look(TOKEN, timedelta(hours=1)), look("4242:another", timedelta(0))

    assert (late["clock"], late["rights"], late["page"]) == (State.BAD, State.WARN, State.WARN)
    assert strange["token_known"] == State.BAD


def test_too_few_file_handles_are_said_with_what_to_do() -> None:
    few = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (512, 1024));"
        " from bot.commands.doctor import _handles; print(_handles())"
    )

    done = subprocess.run([sys.executable, "-c", few], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("awas  Bot hanya boleh membuka 1024 berkas dan sambungan sekaligus.")
    assert "LimitNOFILE=65536" in done.stdout
    assert "LimitNOFILE=65536" in (ROOT / "deploy" / "musrenbang.service").read_text()


def test_the_bot_takes_the_handles_that_it_may_have(tmp_path: Path) -> None:
    """A shell and systemd give 1,024 to who does not ask for more."""
    low = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Bureau(tmp_path, entry="tests.core.few_handles_entry", FEW_HANDLES="400") as bureau:
        assert bureau.bot is not None
        limits = Path(f"/proc/{bureau.bot.pid}/limits").read_text()

    (line,) = [line.split() for line in limits.splitlines() if line.startswith("Max open files")]
    assert int(line[3]) == min(65_536, low[1] if low[1] > 0 else 65_536)


def test_a_token_that_others_may_read_is_found_and_what_strangers_files_reach_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("BOT_TOKEN=1:x")
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/a.db", data_dir=tmp_path)

    def said(mode: int) -> dict[str, State]:
        (tmp_path / ".env").chmod(mode)
        return {line.what: line.state for line in examine(settings, real_clock)}

    assert said(0o644)["env"] is State.WARN
    found = said(0o600)
    assert found["env"] is State.OK
    assert found["apart"] in (State.OK, State.WARN)
