"""What is heavy is loaded where it is used, not when the bot starts."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.quick

#: Libraries for some papers, sheets, files, dates or a command; of these a start needs none.
LATER = {
    *("PIL", "Sastrawi", "alembic", "docx", "docxtpl", "fontTools", "fpdf", "holidays", "matplotlib"),
    *("num2words", "numpy", "openpyxl", "phonenumbers", "psycopg", "pyhanko", "pyotp", "pypdf"),
    *("python_calamine", "rapidfuzz", "segno", "xlsxwriter"),
}
LOADED = """
import json, sys
import bot.__main__, bot.run
from models.chat import Inbox
print(json.dumps([sorted({name.partition(".")[0] for name in sys.modules}), Inbox.__mapper__.configured]))
"""


def test_the_bot_starts_without_what_is_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded, configured = json.loads(done.stdout)
    assert {"bot", "handlers", "sop", "telegram"} <= set(loaded)
    assert LATER & set(loaded) == set()
    assert not configured, (
        "a statement over mapped classes, made while a module loads, configures all mappers"
    )


MODULES = """
import json, sys
import bot.jobs.subprocess_work, bot.jobs.pictures, sop.proposals.pictures
import documents.sealing.seal, documents.sealing.seal_reading
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_what_draws_and_reads_files_knows_no_telegram_and_no_database() -> None:
    done = subprocess.run([sys.executable, "-c", MODULES], capture_output=True, text=True, check=True)
    assert {"telegram", "sqlalchemy", "aiohttp"} & set(json.loads(done.stdout)) == set()
