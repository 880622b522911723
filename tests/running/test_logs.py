"""What the log says when something fails: the code that the person was told, and nothing that is secret."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.logs import HIDDEN, redacted
from bot.repeats import EVERY_SECONDS, TIMES, Repeats
from bot.settings import Settings
from demo.house import TOKEN as HOUSE_TOKEN
from demo.server.app import free_port
from models.chat import Remembered
from models.people import Kecamatan
from models.posts import Post
from tests.backup.places import PASSPHRASE
from tests.core.desk import START, database_with_tables
from tests.support.office import ROOT, TOKEN, Bureau
from tests.torture.leaks import leaks

NIK, NIP = "3271012345678901", "197805122005011004"


def test_failed_update_is_found_by_its_code_and_no_secret_is_in_any_output(tmp_path: Path) -> None:
    with Bureau(tmp_path, entry="tests.core.telling_entry") as bureau:
        office = bureau.office()
        phone = office.phone("Rina Kusuma")
        invitation = office.link(Post.DELEGASI, "Kelurahan A")
        phone.opens(invitation)  # fails the first time, and is tried again
        phone.sees("Undangan untuk")
        phone.sends_contact(phone.number, user_id=phone.id)
        phone.sends(f"rusak: NIK {NIK}, NIP {NIP}, nomor 0812-3456-7890")
        told = phone.sees("terjadi gangguan").text
        assert bureau.bot is not None
        assert bureau.bot.stdout is not None
        bureau.bot.terminate()
        printed = bureau.bot.stdout.read().decode()
        bureau.stops_bot()

    code = re.search(r"sebutkan kode gangguan (U-\d+) kepada admin", told)
    assert code is not None, told
    lines = lines_of(bureau)
    ours = [line for line in lines if line.get("update") == code[1] and "logger" not in line]
    assert [(line["event"], line["attempt"]) for line in ours] == [
        ("update failed", 1),
        ("update failed", 2),
        ("update failed", 3),
    ]
    output = printed + bureau.log_text
    assert "ValueError" in output  # or there was nothing to hide
    assert "called https://" in output
    token = invitation.partition("start=")[2]
    for secret in (TOKEN, TOKEN.partition(":")[2], phone.number, phone.number[3:], NIK, NIP, token):
        assert secret not in output
    assert "3456-7890" not in output
    # The token is nowhere but in the environment.
    assert [file for file in files(tmp_path) if TOKEN.partition(":")[2].encode() in file.read_bytes()] == []


def test_what_locks_the_backups_and_what_telegram_proves_itself_by_are_in_no_line_of_the_log(
    tmp_path: Path,
) -> None:
    place = f"127.0.0.1:{free_port()}"
    settings = {"WEBHOOK_URL": f"http://{place}/masuk", "LISTEN": place, "BACKUP_PASSPHRASE": PASSPHRASE}
    with Bureau(tmp_path, entry="tests.core.telling_entry", **settings) as bureau:
        remembered = select(Remembered.value).where(Remembered.name == "webhook_secret")
        with bureau.database.unit(bureau.now()) as unit:
            made = unit.session.execute(remembered).scalar_one()["secret"]
        phone = bureau.office().joins(Post.JFU, "Citra Ayu")
        phone.sends(f"rusak: {PASSPHRASE}, {made}")
        phone.sees("terjadi gangguan")

    assert f"rusak: {HIDDEN}, {HIDDEN}" in bureau.log_text
    assert PASSPHRASE not in bureau.log_text
    assert made not in bureau.log_text


def test_no_secret_of_the_settings_is_forgotten() -> None:
    named = [name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)]

    settings = Settings(_env_file=None, **{name: f"1:{name}" for name in named})

    assert set(settings.secrets) >= {f"1:{name}" for name in named}


def lines_of(bureau: Bureau) -> list[dict[str, Any]]:
    return [json.loads(line) for line in bureau.log_text.splitlines()]


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("hubungi 081234567890", f"hubungi {HIDDEN}"),
        ("hubungi +62 812-3456-7890.", f"hubungi {HIDDEN}."),
        ("'phone_number': '6281234567890'", f"'phone_number': '{HIDDEN}'"),
        (f"NIK {NIK}; NIP {NIP}", f"NIK {HIDDEN}; NIP {HIDDEN}"),
        ("/start AbCdEfGhIjKlMnOpQrStUv", f"/start {HIDDEN}"),
        ("https://x/s/AbC-1_2 lama", f"https://x/s/{HIDDEN} lama"),
        ("Key (name)=(Rina Kusuma) already exists", f"Key (name)=({HIDDEN}) already exists"),
        ("password=p4ss-w0rd", f"password={HIDDEN}"),
        # What a log is read for stays.
        ("2026-08-12T08:12:34.567890Z took 0.8123456789 s", None),
        ("sha256 08123456789abcdef08123456789abcdef", None),
        ("Rp 1.250.000.000 di RW 08, chat 7200000001", None),
    ],
)
def test_numbers_and_codes_of_people_are_hidden(said: str, logged: str | None) -> None:
    assert redacted(said, "p4ss-w0rd", "") == (logged or said)


def test_words_of_a_database_error_name_nobody(tmp_path: Path) -> None:
    database = database_with_tables(f"sqlite:///{tmp_path}/musrenbang.db")
    row = {"id": 1, "name": "Rina Kusuma", "office": {}, "closures": []}

    with pytest.raises(IntegrityError) as wrong, database.unit(START) as unit:
        unit.session.execute(insert(Kecamatan), [row, row])

    assert "Rina" not in str(wrong.value)
    database.close()


def test_who_sits_before_a_terminal_reads_text() -> None:
    ours, theirs = pty.openpty()
    says = "import structlog, bot.logs as logs; logs.set_up_logs('1:x'); structlog.get_logger().error('mati')"

    subprocess.run([sys.executable, "-c", says], stderr=theirs, cwd=ROOT, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)

    assert not shown.startswith("{")
    assert "mati" in shown
    assert "\x1b[" in shown  # a colour


def test_what_leaked_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """The search that ends each torture and the story."""
    (tmp_path / "bot.log").write_text("asked https://api.telegram.org/bot" + HOUSE_TOKEN)
    (tmp_path / "musrenbang.db").write_bytes(b"081234567890 is kept here, for whom it belongs to")
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica")
    paper.cell(text="Hubungi 0812-3456-7890")
    paper.output(str(tmp_path / "surat.pdf"))
    with zipfile.ZipFile(tmp_path / "ekspor.xlsx", "w", zipfile.ZIP_DEFLATED) as sheet:
        sheet.writestr("xl/sheet1.xml", "<v>081234567890</v>")

    found = leaks([tmp_path], {"81234567890": "phone", "812-3456-7890": "phone"})

    assert found == ["token in bot.log", "phone in ekspor.xlsx/xl/sheet1.xml", "phone in surat.pdf, its text"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_log_whose_disk_is_full_ends_nothing() -> None:
    says = (
        "import structlog, bot.logs as logs; logs.set_up_logs('1:x'); log = structlog.get_logger();"
        " log.error('mati'); log.error('lagi'); print('hidup')"
    )
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", says], cwd=ROOT, stdout=subprocess.PIPE, stderr=full, text=True, timeout=60
        )

    assert done.stdout == "hidup\n"


REPEATS = """
import asyncio, logging, structlog
import bot.logs as logs
logs.set_up_logs('1:x')
log = structlog.get_logger()
for at in range(500):
    log.warning('database away', where='web', error='gone')
    log.error('update failed', update=f'U-{at % 3}')
    try:
        raise OSError(24, 'Too many open files')
    except OSError:
        logging.getLogger('asyncio').exception('socket.accept() out of system resource, fd=%s', at)
log.warning('database away', where='web', error='the disk is full')
"""


def test_a_line_that_comes_again_is_counted_and_no_other_is_hidden() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REPEATS], cwd=ROOT, capture_output=True, text=True, check=True
    )

    said = [json.loads(line) for line in done.stderr.splitlines()]
    once = [(line["event"][:20], line.get("update") or line.get("error")) for line in said[:6]]
    assert once == [
        ("database away", "gone"),
        ("update failed", "U-0"),
        ("socket.accept() out ", None),
        ("update failed", "U-1"),
        ("update failed", "U-2"),
        ("database away", "the disk is full"),
    ]
    assert "Too many open files" in said[2]["exception"]
    more = {(line["event"][:13], line.get("update")): line["times_more"] for line in said[6:]}
    assert more == {
        ("database away", None): 499,
        ("update failed", "U-0"): 166,
        ("update failed", "U-1"): 166,
        ("update failed", "U-2"): 165,
        ("socket.accept", None): 499,
    }


def test_what_goes_on_is_said_each_minute() -> None:
    now = [0.0]
    repeats = Repeats(lambda: now[0])
    gone = {"event": "database away", "timestamp": "1"}

    assert repeats.is_new(gone)
    assert not repeats.is_new(gone | {"timestamp": "2"})
    assert repeats.due() == []
    now[0] = EVERY_SECONDS
    assert [line[TIMES] for line in repeats.due()] == [1]
    assert not repeats.is_new(gone)  # it goes on, and is said with the next minute
    now[0] = 2 * EVERY_SECONDS
    assert [line[TIMES] for line in repeats.due()] == [1]
    now[0] = 3 * EVERY_SECONDS
    assert repeats.due() == []  # it was over
    assert repeats.is_new(gone)
