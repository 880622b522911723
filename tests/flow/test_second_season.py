"""A year later: what stands in the chats from last year does nothing to this year's Musrenbang."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from demo.phone import Phone
from models.base import WIB
from models.enums import Komisi, Status, StepState
from models.meeting import Commission
from models.posts import Post
from models.season import Run, Season
from models.tables import METADATA
from sop.core.steps import STEPS
from tests.support.hall import AUTHOR, TODAY, Hall
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, meeting, proposals, team

OVER = "Ini tentang Musrenbang 2027 yang sudah selesai. Sekarang Musrenbang 2028, langkah {step} dari 8."
WAITS = "Langkah ini dibuka setelah koordinasi (langkah 4) selesai."
FORGED = ("s5:four", "s5:board:sarpras", "s5:plenary:nilai")


def test_last_years_button_ends_nothing_of_this_year(bureau: Bureau, tmp_path: Path) -> None:
    office = bureau.office(year=2027)
    hall = Hall(office, 1)
    hall.opens()
    for phone in (hall.ketua, hall.anggota):
        hall.scores(phone, (5, 4))
    hall.closes()
    old = hall.sekretaris.sees("Semua komisi sudah menutup penilaiannya. Pleno dapat dimulai.")
    button = old.button("Pleno")
    assert button is not None
    pleno, usulan = button.data, hall.usulan[0]
    _ends_season(office)
    _sets_up(office, 2028, tmp_path)

    _leaves_alone(office, hall.sekretaris, old, pleno, OVER.format(step=1))
    hall.sekretaris.sees(OVER.format(step=1))
    _leaves_alone(office, hall.sekretaris, old, pleno.replace("s5:plenary:nilai", f"usulan:see:{usulan}"), "")
    hall.sekretaris.sees("US-2027-")
    for step in (1, 2, 3, 4):
        _stands_at(office, step)
        for forged in FORGED:
            _leaves_alone(office, hall.author, hall.author.from_bot[-1], forged, WAITS)
    _this_years_meeting(hall)
    _leaves_alone(office, hall.sekretaris, old, pleno, OVER.format(step=5))
    for forged in FORGED:
        _leaves_alone(office, hall.author, hall.author.from_bot[-1], forged, "")

    assert {one.state for one in _komisi(office)} == {"waiting"}
    hall.opens()
    hall.scores(hall.ketua, (5, 4), (3, 3))
    hall.scores(hall.anggota, (4, 4), (2, 1))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()


@pytest.mark.parametrize("mark", ["!", "!zzz."], ids=["an older form", "of no season"])
def test_notice_that_does_not_say_its_season_acts_in_that_of_its_day(mark: str, office: Office) -> None:
    hall = Hall(office, 1)
    hall.home(hall.ketua)
    card = hall.ketua.from_bot[-1]

    alert = hall.ketua.presses(card, f"{mark}s5:four")

    if mark == "!":
        hall.ketua.sees("Penilaian di empat komisi")
    else:
        assert alert is not None
        assert alert.text.startswith("Ini tombol dari pesan lama")


def test_who_brings_usulan_hears_of_a_season_that_the_command_opens(bureau: Bureau, tmp_path: Path) -> None:
    office = bureau.office(year=2027)
    told = {
        office.joins(Post.JFU, "Joko Susilo"): "Langkah 1 dibuka",
        office.joins(Post.DELEGASI, AUTHOR, "Kelurahan A"): "Penerimaan usulan Musrenbang Kecamatan",
        office.joins(Post.LURAH, "Lilis Suryani", "Kelurahan A"): "Penerimaan usulan Musrenbang Kecamatan",
    }
    _ends_season(office)
    before = {phone: max(one.id for one in phone.from_bot) for phone in told}

    _sets_up(office, 2028, tmp_path)

    office.bureau.knocks()
    for phone, words in told.items():
        phone.sees(words, below=before[phone])


# ---- how the years pass


def _ends_season(office: Office) -> None:
    with office.bureau.database.unit(office.bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        season.closed_at = unit.now
        for run in season.runs:
            run.state, run.closed_at = StepState.CLOSED, unit.now


def _sets_up(office: Office, year: int, folder: Path) -> None:
    """As whoever keeps the machine does it."""
    places = folder / "wilayah.csv"
    rows = [f"{office.name},Kelurahan {letter}" for letter in "ABC"]
    places.write_text("\n".join(["kecamatan,kelurahan", *rows]) + "\n")
    bureau = office.bureau
    asked = ["setup", "--kecamatan", office.name, "--tahun", str(year), "--wilayah", str(places)]
    where = {"DATABASE_URL": bureau.url, "DATA_DIR": str(bureau.folder / "data"), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-m", "bot", *asked], env=where, check=True, timeout=120)
    with bureau.database.unit(bureau.now()) as unit:
        query = select(Season).where(Season.kecamatan_id == office.kecamatan_id, Season.year == year)
        season = unit.session.scalars(query).one()
        season.reminded_on = bureau.now().astimezone(WIB).date()
        # The command takes the clock of the machine; this bureau lives in January 2027.
        season.created_at = unit.now
        office.season_id = season.id


def _stands_at(office: Office, number: int) -> None:
    with office.bureau.database.unit(office.bureau.now()) as unit:
        for step in STEPS:
            state = StepState.CLOSED if step.number < number else StepState.WAITING
            mine = (Run.season_id == office.season_id, Run.step == step.key)
            state = StepState.OPEN if step.number == number else state
            unit.session.execute(update(Run).where(*mine).values(state=state))


def _this_years_meeting(hall: Hall) -> None:
    office = hall.office
    team(office, "Ani Suryani", komisi=Komisi.SARPRAS, role="ketua")
    team(office, "Budi Santoso", komisi=Komisi.SARPRAS, role="anggota")
    hall.usulan = proposals(office, 2, Status.VERIFIED, AUTHOR)
    hall.change(hall.usulan, komisi=Komisi.SARPRAS)
    hall.criteria()
    meeting(office, "musrenbang", TODAY)
    at_step(office, 5)


def _komisi(office: Office) -> list[Commission]:
    return office.read(select(Commission).where(Commission.season_id == office.season_id))


# ---- nothing happens


def _leaves_alone(office: Office, phone: Phone, on: Any, data: str, says: str) -> None:
    before = _rows(office)

    alert = phone.presses(on, data)

    assert _rows(office) == before
    assert alert is not None
    assert alert.text.startswith(says) if says else alert.text == ""


def _rows(office: Office) -> dict[str, list[Any]]:
    """Everything that this office has stored, but for what is said."""
    found = {}
    with office.bureau.database.transaction() as connection:
        for table in METADATA.sorted_tables:
            if "kecamatan_id" in table.c:
                mine = select(table).where(table.c.kecamatan_id == office.kecamatan_id).order_by(table.c.id)
                found[table.name] = [tuple(row) for row in connection.execute(mine)]
    return found
