"""SOP 5: the day of the Musrenbang, attendance, and the end with its papers; through the chat."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.enums import Komisi, StepState
from models.meeting import Attendance, Delegate
from models.paper import Paper
from models.posts import Post
from models.season import Run
from tests.hall import TODAY, Hall, text_of
from tests.office import Office
from texts.figures import rupiah


def run(office: Office) -> Run:
    found: Run = office.read(select(Run).where(Run.season_id == office.season_id, Run.step == "step5_meeting"))[0]
    return found


def present(office: Office) -> list[str]:
    query = select(Attendance.name).where(Attendance.season_id == office.season_id).order_by(Attendance.id)
    return office.read(query)


# ---- the main road


def test_meeting_from_attendance_to_papers(office: Office) -> None:
    hall = Hall(office, 3)
    camat = office.joins(Post.CAMAT, "Ahmad Fauzi")
    hall.opens()
    hall.scores(hall.ketua, (5, 5), (3, 3), (1, 1))
    hall.scores(hall.anggota, (5, 4), (3, 3), (2, 1))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")

    hall.home(hall.anggota)
    hall.anggota.taps("Selesai")
    hall.anggota.sees("berita acara (2 orang hadir)")
    hall.anggota.taps("Ya, selesai")

    camat.sees("Langkah 5 selesai")
    assert run(office).state == StepState.CLOSED
    costs = sum(hall.proposal(id).cost or 0 for id in hall.usulan)
    camat.sends("/status")
    camat.taps("Dokumen")
    camat.taps("Skala Prioritas")
    scale = text_of(camat, "Skala Prioritas, versi")
    assert f"Jumlah seluruhnya (3 kegiatan) {rupiah(costs)}" in scale
