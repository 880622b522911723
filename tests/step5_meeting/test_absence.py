"""Somebody is absent on the day: seats change, somebody stands in, scores come from paper."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Alert, Phone
from models.enums import Komisi
from models.log import LogEntry
from models.meeting import Score, Standing, TeamMember
from models.posts import Post
from tests.support.hall import Hall, reads_paper
from tests.support.office import Office
from tests.support.seed import team


def said(alert: Alert | None) -> str:
    assert alert is not None
    return alert.text


def seats(hall: Hall, komisi: str, name: str) -> Phone:
    """Sekretaris on the screen of one person."""
    phone = hall.sekretaris
    hall.home(phone)
    phone.taps("Susunan hari ini")
    phone.sees("Susunan komisi hari ini")
    phone.taps(komisi)
    phone.sees(f"Komisi {komisi} hari ini")
    phone.taps(name)
    phone.sees(f"{name}, Komisi {komisi}")
    return phone


def seated(office: Office, komisi: Komisi) -> dict[str, str | None]:
    query = select(TeamMember).where(
        TeamMember.season_id == office.season_id,
        TeamMember.komisi == komisi,
        TeamMember.removed_at.is_(None),
    )
    return {one.name: one.komisi_role for one in office.read(query.order_by(TeamMember.id))}


def acts(office: Office, act: str) -> list[LogEntry]:
    query = select(LogEntry).where(LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == act)
    return office.read(query.order_by(LogEntry.id))


@pytest.fixture
def alone(office: Office) -> Hall:
    """The only member of Komisi Pemerintahan does not come; two usulan wait there."""
    hall = Hall(office, 4)
    hall.change(hall.usulan[:2], komisi=Komisi.PEMERINTAHAN)
    office.joins(Post.TIM, "Cecep Hidayat")
    team(office, "Cecep Hidayat", komisi=Komisi.PEMERINTAHAN, role="ketua")
    hall.arrives(hall.ketua, hall.anggota)
    return hall


def test_a_member_moves_to_the_komisi_whose_only_member_is_absent(office: Office, alone: Hall) -> None:
    cecep, budi = office.people["Cecep Hidayat"], alone.anggota
    phone = seats(alone, "Sarpras", "Budi Santoso")
    phone.taps("Pemerintahan")
    phone.sees("Budi Santoso sekarang di Komisi Pemerintahan sebagai Anggota.")
    phone.taps("Ketua")
    phone.sees("Budi Santoso sekarang di Komisi Pemerintahan sebagai Ketua.")

    budi.sees("Susunan komisi hari ini diubah Rudi Hartono: Bapak/Ibu di Komisi Pemerintahan sebagai Ketua.")
    cecep.sees("Bapak/Ibu di Komisi Pemerintahan sebagai Anggota.")
    assert seated(office, Komisi.PEMERINTAHAN) == {"Cecep Hidayat": "anggota", "Budi Santoso": "ketua"}

    alone.board(budi, "Pemerintahan")
    budi.sees("Hadir 1 dari 2 anggota, kuorum 2.")
    budi.taps("Buka penilaian")
    budi.sees("Penilaian Komisi Pemerintahan dibuka")
    budi.taps("Menilai")
    for at in (1, 2):
        budi.sees(f"usulan {at} dari 2")
        budi.taps("A4")
        budi.sees("Tersimpan 1 dari 2")
        budi.taps("B3")
    budi.sees("Semua 2 usulan sudah Bapak/Ibu nilai")
    alone.board(budi, "Pemerintahan")
    budi.taps("Tutup penilaian")
    budi.taps("Ya, tutup")
    budi.sees("Hasil Komisi Pemerintahan")

    closed = phone.presses(seats(alone, "Sarpras", "Ani Suryani").from_bot[-1], "s5:seat:1:pemerintahan")
    assert said(closed).startswith(("Penilaian Komisi Pemerintahan sudah ditutup", "Data itu", "Tombol"))


def test_somebody_stands_in_with_a_letter_and_gives_the_seat_back(office: Office, alone: Hall) -> None:
    lurah = office.joins(Post.LURAH, "Dedi Mulya", "Kelurahan A")
    alone.arrives(lurah)  # as a guest, before anybody knew that he would be needed
    phone = seats(alone, "Pemerintahan", "Cecep Hidayat")
    phone.taps("Diganti orang lain")
    phone.sees("Siapa yang menggantikan Cecep Hidayat di Komisi Pemerintahan?")
    phone.taps("Dedi Mulya")
    phone.sees("Ada surat mandat atau surat tugasnya?")
    phone.sends("surat tugas 090/12-Kec/2027")
    phone.sees(
        "menggantikan Cecep Hidayat di Komisi Pemerintahan sebagai Ketua, surat tugas 090/12-Kec/2027."
    )
    phone.taps("Tetapkan pengganti")
    phone.sees("Dedi Mulya menggantikan Cecep Hidayat di Komisi Pemerintahan.")

    lurah.sees("Bapak/Ibu menggantikan Cecep Hidayat di Komisi Pemerintahan hari ini")
    assert seated(office, Komisi.PEMERINTAHAN) == {"Dedi Mulya": "ketua"}
    alone.board(lurah, "Pemerintahan")
    lurah.sees("Hadir 1 dari 1 anggota, kuorum 1.")
    lurah.taps("Buka penilaian")
    lurah.sees("Penilaian Komisi Pemerintahan dibuka")
    lurah.taps("Menilai")
    lurah.sees("usulan 1 dari 2")

    again = phone.presses(phone.from_bot[-1], "s5:instead:999999")
    assert said(again)
    phone = seats(alone, "Pemerintahan", "Dedi Mulya")
    assert "Diganti orang lain" not in phone.buttons  # he is here
    assert len(acts(office, "team.stands_in")) == 1


def test_a_stand_in_who_never_came_is_taken_back(office: Office, alone: Hall) -> None:
    phone = seats(alone, "Pemerintahan", "Cecep Hidayat")
    phone.taps("Diganti orang lain")
    phone.sees("Siapa yang menggantikan")
    phone.sends("hj. euis komariah")
    phone.sees("Dari lembaga atau instansi apa?")
    phone.sends("PKK Kelurahan A")
    phone.sees("Ada surat mandat")
    phone.taps("Lewati")
    phone.sees("tanpa surat")
    phone.taps("Tetapkan pengganti")
    phone.sees("Menggantikan Cecep Hidayat.")
    (name,) = seated(office, Komisi.PEMERINTAHAN)
    phone.taps("Batalkan pengganti")
    phone.sees("Cecep Hidayat kembali di tempatnya.")

    assert name.casefold() == "hj. euis komariah"
    assert seated(office, Komisi.PEMERINTAHAN) == {"Cecep Hidayat": "ketua"}


def test_scores_come_from_the_paper_of_a_member_without_a_phone(office: Office) -> None:
    hall = Hall(office, 2)
    hall.without_telegram("Eko Prasetyo")
    hall.arrives(hall.ketua)
    hall.home(hall.sekretaris)
    hall.sekretaris.taps("Daftar hadir")
    hall.sekretaris.taps("Tandai tim")
    hall.sekretaris.taps("1. Eko Prasetyo")
    hall.sekretaris.sees("Eko Prasetyo tercatat hadir.")
    hall.board(hall.ketua)
    hall.ketua.taps("Buka penilaian")
    hall.ketua.sees("Penilaian Komisi Sarpras dibuka")

    phone = seats(hall, "Sarpras", "Eko Prasetyo")
    phone.taps("Nilai dari kertas")
    phone.sees("Urutan nilai: A Keterdesakan, B RPJMD.")
    first, second = (hall.proposal(one).sequence for one in hall.usulan)
    for wrong, answer in (
        ("selokan bagus", "Baris “selokan bagus” belum dapat dibaca."),
        (f"{first} 4", "harus berisi 2 nilai, masing-masing 1 sampai 5."),
        (f"{first} 4 9", "harus berisi 2 nilai, masing-masing 1 sampai 5."),
        ("977 4 3", "Usulan nomor 977 tidak ada di Komisi Sarpras."),
        (f"{first} 4 3\n{first} 4 3", "ditulis dua kali."),
    ):
        phone.sends(wrong)
        phone.sees(answer)
    phone.sends(f"{first}: 4 3\n{second} 5,2")
    phone.sees(f"Cocokkan dengan lembar Eko Prasetyo.\n{first:04d}: 4 3 · {second:04d}: 5 2")
    assert office.read(select(Score).where(Score.season_id == office.season_id)) == []
    phone.taps("Simpan nilai")
    phone.sees("Nilai Eko Prasetyo untuk 2 usulan tersimpan. Nama pengisi tercatat.")

    scores = office.read(select(Score).where(Score.season_id == office.season_id).order_by(Score.id))
    assert [one.value for one in scores] == [4, 3, 5, 2]
    assert {one.entered_by_id for one in scores} == {acts(office, "score.entered_for")[0].actor_id}
    hall.ketua.sees("Komisi Sarpras")
    hall.closes()
    standing = office.read(select(Standing).where(Standing.season_id == office.season_id))
    assert {one.spreads["keterdesakan"][2] for one in standing} == {1}


def test_a_komisi_closes_with_usulan_that_nobody_scored(office: Office) -> None:
    hall = Hall(office, 2)
    hall.arrives(hall.ketua)
    hall.board(hall.ketua)
    hall.ketua.taps("Buka penilaian")
    hall.ketua.sees("Hadir 1 dari 2 anggota, kuorum 2.")
    refused = hall.ketua.presses(hall.ketua.from_bot[-1], "s5:without:sarpras")
    assert said(refused).startswith("Hadir 1 dari 2 anggota, padahal kuorumnya 2.")
    hall.arrives(hall.anggota)

    hall.home(hall.anggota)
    hall.anggota.taps("Komisi Sarpras")
    hall.anggota.taps("Menilai")
    hall.anggota.sees("usulan 1 dari 2")
    hall.anggota.taps("A4")
    hall.anggota.sees("Tersimpan 1 dari 2")
    hall.anggota.taps("B3")
    hall.anggota.sees("usulan 2 dari 2")

    hall.board(hall.ketua)
    hall.ketua.taps("Tutup tanpa nilai")
    hall.ketua.sees("1 usulan Komisi Sarpras belum dinilai lengkap")
    hall.ketua.sends("singkat")
    hall.ketua.sees("sedikitnya 10 huruf")
    hall.ketua.sends("Anggota yang menguasainya berhalangan hadir")
    hall.ketua.sees("Tutup Komisi Sarpras dengan 1 usulan tidak dinilai?")
    hall.ketua.taps("Ya, tutup")
    hall.ketua.sees("Hasil Komisi Sarpras")
    hall.ketua.sees(": tidak dinilai")

    places = office.read(
        select(Standing).where(Standing.season_id == office.season_id).order_by(Standing.rank)
    )
    assert [one.unscored for one in places] == [None, "Anggota yang menguasainya berhalangan hadir"]
    assert places[1].proposal_id == hall.usulan[1]
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()
    scale = reads_paper(hall.ketua, "Skala Prioritas", "Skala Prioritas, versi")
    assert "tidak dinilai: Anggota yang menguasainya berhalangan hadir" in scale


def test_nobody_is_on_the_list_twice_because_his_phone_was_dead(office: Office) -> None:
    hall = Hall(office, 1)
    phone = hall.sekretaris
    hall.home(phone)
    phone.taps("Daftar hadir")
    phone.taps("Catat peserta")
    for asked, answer in (
        ("nama lengkap peserta", "Budi Santoso"),
        ("lembaga atau instansi", "LPM Kelurahan A"),
        ("alamat atau nomor", "Jl. Melati 3"),
    ):
        phone.sees(asked)
        phone.sends(answer)
    phone.taps("Catat hadir")
    phone.sees("Budi Santoso anggota tim. Tekan Kembali, lalu Tandai tim")
    hall.home(phone)
    phone.taps("Daftar hadir")
    phone.taps("Tandai tim")
    phone.taps("2. Budi Santoso")
    phone.sees("Budi Santoso tercatat hadir.")

    hall.home(hall.anggota)
    assert "Hadir" not in hall.anggota.buttons


def test_only_who_leads_the_plenary_changes_seats(office: Office, alone: Hall) -> None:
    hall = alone
    hall.home(hall.anggota)
    assert "Susunan hari ini" not in hall.anggota.buttons
    for data in ("s5:seats", "s5:sitting:sarpras:0"):
        assert said(hall.anggota.presses(hall.anggota.from_bot[-1], data)), data
    assert acts(office, "team.seated") == []
