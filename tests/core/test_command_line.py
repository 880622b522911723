"""The command line: each command as a person types it, in a process of its own."""

from __future__ import annotations

import json
import signal
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import text

from demo.server.app import ServerThread
from demo.server.world import World
from models.database import engine_for
from tests.core.command_desk import SETUP, Desk
from tests.support.office import TOKEN


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[Desk]:
    with ServerThread(World(TOKEN, username="musrenbang_uji_bot")) as server:
        yield Desk(tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL=server.url, LISTEN="127.0.0.1:0")


def test_setup_twice_changes_nothing(desk: Desk) -> None:
    first = desk.types(*SETUP)
    rows = desk.dump()
    second = desk.types(*SETUP)

    (code, said, errors), again = first, second[1]
    assert (code, errors, second[0]) == (0, "", 0)
    assert said.startswith("Kecamatan Tanah Sareal, RKPD 2028: siap. Musrenbang ")
    assert again == said.replace("siap", "sudah ada")
    assert len(rows["kelurahan"]) == 11
    assert desk.dump() == rows


def test_setup_in_json(desk: Desk) -> None:
    code, out, errors = desk.types(*SETUP, "--json")

    assert (code, errors) == (0, "")
    made = json.loads(out)
    day = date.fromisoformat(made.pop("musrenbang"))
    assert day > datetime.now(UTC).date()
    assert made == {
        "kecamatan": "Tanah Sareal",
        "tahun": 2028,
        "baru": True,
        "id": 1,
        "season": 1,
    }


def test_step_that_is_given_to_another_post_stays_with_it_next_season(desk: Desk) -> None:
    desk.types(*SETUP)
    given = desk.types("executor", "--kecamatan", "Tanah Sareal", "--step", "3", "--post", "kepala_bidang")
    assert given == (0, "Kecamatan Tanah Sareal, langkah 3: Kepala Bidang.\n", "")
    desk.types("setup", "--kecamatan", "Tanah Sareal", "--tahun", "2029")
    rows = [row for row in desk.dump()["run"] if "'step3_team'" in row]
    assert len(rows) == 2
    assert all("'kepala_bidang'" in row for row in rows)


def test_what_is_stored_is_for_nobody_else_on_the_machine(desk: Desk) -> None:
    desk.types(*SETUP)

    open_to_others = [
        path.name
        for path in (desk.folder / "data").rglob("*")
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    assert open_to_others == []


def test_invite_prints_a_link_that_names_the_bot(connected: Desk) -> None:
    connected.types(*SETUP)
    words = ("invite", "--kecamatan", "tanah sareal", "--post", "delegasi", "--kelurahan", "Kedung Badak")

    code, link, errors = connected.types(*words, "--name", "Siti Aminah", "--qr", "undangan.png")
    _, document, _ = connected.types(*words, "--json")

    assert (code, errors) == (0, "")
    assert link.startswith("https://t.me/musrenbang_uji_bot?start=")
    assert len(link.strip().partition("=")[2]) == 22
    picture = Image.open(connected.folder / "undangan.png")
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [link.strip()]
    told = json.loads(document)
    assert (told["post"], told["kelurahan"], told["name"]) == ("delegasi", "Kedung Badak", None)
    assert told["link"] != link.strip()


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("setup", "--kecamatan", "Atlantis", "--tahun", "2028"), "Kecamatan Atlantis tidak ada"),
        (("setup", "--kecamatan", "Tanah Sareal", "--tahun", "kapan"), "Invalid value for '--tahun'"),
        (("setup", "--tahun", "2028"), "Missing option '--kecamatan'"),
        ((*SETUP, "--wilayah", "none.csv"), "FileNotFoundError"),
        ((*SETUP, "--musrenbang", "2020-01-15"), "2020"),
        (("executor", "--kecamatan", "Tanah Sareal", "--step", "9", "--post", "jfu"), "Invalid value for"),
        (("invite", "--kecamatan", "Tanah Sareal", "--post", "raja"), "Invalid value for '--post'"),
        (("invite", "--kecamatan", "Tanah Sareal", "--post", "jfu"), "BOT_TOKEN is not set"),
        (("run",), "BOT_TOKEN is not set"),
        (("fly",), "No such command 'fly'"),
        (("audit",), "The database has no tables"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_and_a_code(desk: Desk, words: tuple[str, ...], error: str) -> None:
    code, out, errors = desk.types(*words)

    assert code != 0
    assert out == ""
    assert error in errors
    assert len(errors.splitlines()) == 1


def test_a_setting_that_cannot_be_is_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TRUST_ROOTS="tidak-ada", SEND_RATE="cepat", BOT_TOKEN=TOKEN)
    code, out, errors = desk.types("run")
    assert (code, out) == (1, "")
    assert errors.startswith("SEND_RATE: ")
    assert "; TRUST_ROOTS: " in errors
    assert errors.count("\n") == 1


def test_invite_says_what_is_missing(connected: Desk) -> None:
    untouched = connected.types("invite", "--kecamatan", "Tanah Sareal", "--post", "jfu")
    connected.types(*SETUP)
    nowhere = connected.types("invite", "--kecamatan", "Bogor Utara", "--post", "jfu")
    no_place = connected.types("invite", "--kecamatan", "Tanah Sareal", "--post", "lurah")

    assert untouched == (
        1, "", "The database has no tables, or those of another version: run `setup` or `run` first.\n"
    )  # fmt: skip
    assert nowhere == (
        1, "", "Kecamatan Bogor Utara belum disiapkan. Jalankan perintah setup lebih dahulu.\n"
    )  # fmt: skip
    assert no_place == (1, "", "Jabatan Lurah perlu --kelurahan NAMA.\n")


def test_invite_without_telegram_gives_up_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:9")
    desk.types(*SETUP)

    assert desk.types("invite", "--kecamatan", "Tanah Sareal", "--post", "jfu") == (
        1, "", "Telegram: NetworkError\n"
    )  # fmt: skip


def test_audit_says_whether_the_log_is_as_it_was_written(desk: Desk) -> None:
    desk.types(*SETUP)
    code, out, _ = desk.types("audit", "--json")
    good = json.loads(out)
    engine = engine_for(desk.settings["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER log_entry_no_update"))
        connection.execute(text("UPDATE log_entry SET act = 'x' WHERE place = 2"))
    engine.dispose()
    bad_code, bad, errors = desk.types("audit")

    assert (code, good["valid"], good["chains"][0]["kecamatan"]) == (0, True, "Tanah Sareal")
    assert (bad_code, errors) == (1, "")
    assert "WRONG at entry 2: changed" in bad


def test_audit_with_a_hash_that_is_gone(desk: Desk) -> None:
    desk.types(*SETUP)
    _, out, _ = desk.types("audit", "--json")
    last = json.loads(out)["chains"][0]["last_hash"]

    assert desk.types("audit", "--anchor", last)[0] == 0
    assert desk.types("audit", "--anchor", "0" * 64)[0] == 1


def test_run_ends_at_sigterm_with_zero(connected: Desk) -> None:
    process = connected.starts("run")
    assert process.stdout is not None
    line = process.stdout.readline()

    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)

    assert line == "Bot @musrenbang_uji_bot siap.\n"
    assert (process.returncode, errors) == (0, "")


def test_run_ends_at_sigterm_while_telegram_is_away(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:9")
    process = desk.starts("run")
    assert process.stderr is not None
    assert "telegram away" in process.stderr.readline()

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)

    assert process.returncode == 0


def test_a_second_run_on_the_same_database_says_so(connected: Desk) -> None:
    first = connected.starts("run")
    assert first.stdout is not None
    first.stdout.readline()

    code, _, errors = connected.types("run")
    first.terminate()
    first.communicate(timeout=30)

    assert code == 1
    assert "another bot works on" in errors
    assert len(errors.splitlines()) == 1


def test_a_token_that_telegram_does_not_know(connected: Desk) -> None:
    connected.settings["BOT_TOKEN"] = "4242:another-secret"

    assert connected.types("run") == (1, "", "Telegram: InvalidToken\n")


@pytest.mark.parametrize(
    "address", ["http://esign.kotabogor.example", "ftp://127.0.0.1", "esign.kotabogor.example"]
)
def test_nik_and_passphrase_are_sent_over_nothing_that_others_can_read(tmp_path: Path, address: str) -> None:
    code, _, errors = Desk(tmp_path, BSRE_URL=address).types("audit")

    assert code == 1
    assert errors.startswith("BSRE_URL: ")
    assert "https://" in errors
