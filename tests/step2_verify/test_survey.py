"""Field survey: a surveyor is sent to the place; what he measures stands beside what was proposed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.enums import Purpose, Status
from models.posts import Post
from models.proposal import Proposal, Upload
from models.verifying import Survey
from tests.core.desk import FrontDesk
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import a_photo
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

TIM, HEAD = PEOPLE[Post.TIM][1], PEOPLE[Post.KEPALA_BIDANG][1]
HERE = (-6.5600, 106.7900)


def measured_in_m2(office: Office, id: int) -> str:
    """The usulan is 60 m2 at a pin; its number."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        usulan = unit.session.get_one(Proposal, id)
        usulan.volume, usulan.unit, usulan.dimensions = 60, "m2", "15 x 4"
        usulan.lat, usulan.lon = HERE
        return usulan.number or ""


def test_surveyor_measures_and_the_reviewer_compares(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    budi = office.joins(Post.TIM, "Budi Santoso")
    (only,) = proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    number = measured_in_m2(office, only)
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai 1")
    head.sees("ke-1 dari 1")
    head.taps("Lainnya")
    head.taps("Minta survei")
    head.sees(f"Siapa yang meninjau lokasi usulan {number}?")
    head.taps("Budi Santoso")
    head.sees("📐 Menunggu survei Budi Santoso.")

    budi.sees(f"📐 Bambang Setiawan meminta Bapak/Ibu meninjau lokasi usulan {number}")
    budi.sends("/tugas")
    budi.sees(f"📐 Survei lokasi usulan {number}")
    budi.taps("Buka tugas survei")
    task = budi.sees("📐 Survei US-")
    assert "Lokasi: Jl. Melati 1 (RT 02/RW 02)\nUsulan: 60 m2 (15 x 4)" in task.text
    budi.taps("Mulai survei")
    budi.sees("kirim foto keadaan di lokasi")
    for colour in ("brown", "grey"):
        budi.sends_photo(a_photo(colour), album="lokasi")
    budi.sees("Sudah 2.")
    own_bureau.restarts_bot()  # kill -9: what was sent is there
    budi.taps("Selesai 2")
    budi.sees("Kirim titik tempat Bapak/Ibu berdiri")
    budi.sends_location(0, 0)
    budi.sees("Titik itu bukan di Indonesia.")
    budi.sends_location(HERE[0] + 0.0003, HERE[1])
    budi.sees("Berapa volume terukur? Usulan: 60 m2 (15 x 4).")
    budi.sends("belum sempat diukur")
    budi.sees("Berapa volume terukur?")
    budi.sends("dua belas kali empat")
    budi.sees("Apa yang perlu diketahui pemeriksa?")
    budi.sends("Sebagian sudah <diperbaiki> warga.")
    review = budi.sees("Periksa sekali lagi. Usulan")
    assert "Terukur: 48 m2 (−20 %)\nTempat: 33 m dari titik usulan" in review.text
    budi.taps("Kirim hasil")
    budi.sees("📐 Hasil survei terkirim kepada pemeriksa.")

    head.sees(f"📐 Budi Santoso sudah meninjau lokasi usulan {number}")
    head.taps("Hasil survei")
    result = head.sees("📐 Hasil survei US-")
    assert result.text.endswith(
        "Usulan: 60 m2 (15 x 4)\nTerukur: 48 m2 (−20 %)\nTempat: 33 m dari titik usulan"
        "\nCatatan: Sebagian sudah <diperbaiki> warga."
    )
    head.taps("Foto survei 2")
    head.sees("Foto survei 2 dari 2, usulan")
    head.taps("Buka usulan")
    card = head.sees("📐 usulan 60 m2 (15 x 4) · survei 48 m2 · −20 %; 33 m dari titik usulan")
    assert card.text.count("\n") < 12
    assert "Foto: 0" in card.text  # the survey's photos are not the author's
    budi.sends("/tugas")
    assert "Survei" not in budi.sees("Tugas Bapak/Ibu").text
    assert not [one for one in delegate.messages if "urvei" in one.text]


# ---- many states, quickly


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    with FrontDesk(f"sqlite:///{tmp_path}/survey.db") as made:
        yield made


@pytest.fixture
def usulan(desk: FrontDesk, tmp_path: Path) -> Proposal:
    office = BusyOffice(desk, tmp_path, kelurahan=1)
    office.fills(8, 2)
    office.opens(2)
    query = select(Proposal).where(Proposal.status == Status.SUBMITTED).order_by(Proposal.sequence)
    return desk.rows(query)[0]


def phone(desk: FrontDesk, user: int) -> FrontPhone:
    made = FrontPhone(desk, user)
    made.sends("/start")
    return made


def sends_out(desk: FrontDesk, usulan: Proposal) -> tuple[FrontPhone, FrontPhone, int]:
    head, budi = phone(desk, HEAD), phone(desk, TIM)
    head.presses(f"survey:whom:{usulan.id}:0")
    head.taps("Budi Santoso")
    (survey,) = desk.rows(select(Survey).where(Survey.cancelled_at.is_(None)))
    return head, budi, survey.id


def test_twenty_photos_and_other_things(desk: FrontDesk, usulan: Proposal) -> None:
    _, budi, survey = sends_out(desk, usulan)
    budi.presses(f"survey:begin:{survey}")
    assert budi.presses("form:pick:photos:done") == "done"
    assert "Kirim paling sedikit satu foto" in (budi.alert or "")
    budi.sends("sudah saya foto")
    assert "kirim foto keadaan di lokasi" in budi.screen
    for _ in range(20):
        budi.sends_photo()
    assert "Paling banyak 8 foto; 12 berikutnya tidak disimpan." in budi.screen
    assert len(desk.rows(select(Upload).where(Upload.purpose == Purpose.SURVEY))) == 8
    budi.taps("Ulangi foto")
    assert "Sudah 0." in budi.screen
    budi.sends_photo()
    budi.taps("Selesai 1")
    budi.sends("/status")  # a break: the answers stay
    budi.presses(f"survey:begin:{survey}")
    budi.taps("Lewati")
    for typed in ("0", "-4", "banyak sekali", "9" * 200, "3 x 2 x 1 x 5"):
        budi.sends(typed)
        assert "Berapa volume terukur?" in budi.screen, typed
    budi.sends("3 km")  # another measure than the usulan's: kept, and said
    budi.taps("Lewati")
    assert "Terukur: 3 km (satuan berbeda)\nTempat: tanpa titik survei" in budi.screen
    budi.taps("Kirim hasil")
    budi.presses(f"survey:begin:{survey}")
    assert "sudah dikirim" in (budi.alert or "")


def test_called_off_by_either_side(desk: FrontDesk, usulan: Proposal) -> None:
    head, budi, survey = sends_out(desk, usulan)
    head.presses(f"survey:send:{usulan.id}:{desk.rows(select(Survey.surveyor_id))[0]}")
    assert "Budi Santoso sedang meninjau usulan ini." in (head.alert or "")
    budi.presses(f"survey:begin:{survey}")
    budi.sends_photo()
    head.presses(f"s2:more:{usulan.id}")
    head.taps("Batalkan survei")
    assert "petugasnya sudah dikabari" in head.screen
    assert budi.button("Selesai 1") is not None
    budi.taps("Selesai 1")
    assert "sudah dibatalkan, jadi tidak perlu dilanjutkan" in (budi.alert or "")
    head.presses(f"survey:off:{survey}")
    assert "sudah selesai atau sudah dibatalkan" in (head.alert or "")

    _, budi, again = sends_out(desk, usulan)
    budi.presses(f"survey:task:{again}")
    budi.taps("Tidak bisa berangkat")
    assert "dikembalikan; yang meminta sudah dikabari." in budi.screen
    assert "dibatalkan oleh Budi Santoso" in "".join(desk.said(HEAD))


def test_surveyor_sees_what_the_author_saw(desk: FrontDesk, usulan: Proposal) -> None:
    with desk.unit() as unit:
        row = unit.session.get_one(Proposal, usulan.id)
        row.lat, row.lon = HERE
        for slot in ("depan", "belakang"):
            unit.add(
                Upload(
                    kecamatan_id=row.kecamatan_id,
                    proposal_id=row.id,
                    sender_id=row.author_id,
                    file_id=slot,
                    file_unique_id=slot,
                    slot=slot,
                    not_before=unit.now,
                    received_at=unit.now,
                )
            )
    _, budi, survey = sends_out(desk, usulan)
    budi.presses(f"survey:task:{survey}")
    assert budi.rows[:3] == [["Mulai survei"], ["Lihat foto 2", "Lihat peta"], ["Tidak bisa berangkat"]]
    budi.taps("Lihat foto 2")
    assert f"Foto 2 dari 2, usulan {usulan.number}" in budi.screen


def test_only_those_it_concerns(desk: FrontDesk, usulan: Proposal) -> None:
    _, budi, survey = sends_out(desk, usulan)
    for post in (Post.DELEGASI, Post.LURAH):
        other = phone(desk, PEOPLE[post][1])
        for verb in ("task", "result", "photos", "before", "begin", "off", "cannot"):
            assert other.presses(f"survey:{verb}:{survey}") == "done"
            assert "tidak ditemukan" in (other.alert or ""), (post, verb)
    jfu = phone(desk, PEOPLE[Post.JFU][1])
    assert jfu.answers(f"survey:off:{survey}", f"survey:begin:{survey}", f"survey:whom:{usulan.id}:0") == [
        "Data itu tidak ditemukan di kecamatan Bapak/Ibu.",
        "Survei ini tugas Budi Santoso.",
        "Ini tugas Kepala Bidang. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu.",
    ]
    budi.presses(f"survey:whom:{usulan.id}:0")
    assert "Ini tugas Kepala Bidang." in (budi.alert or "")
    assert desk.rows(select(Survey.cancelled_at)) == [None]
