"""Somebody leaves: his post is taken away, and his successor goes on with his work; through the chat."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status
from models.log import LogEntry
from models.people import Appointment, Person
from models.posts import Post
from models.proposal import Proposal
from models.verifying import Assignment, Survey
from tests.support.office import Office
from tests.support.seconding import seconds
from tests.support.seed import proposals
from tests.support.usulan import ASKED, comes_to, speaks_plainly


@pytest.fixture
def desk(office: Office) -> Office:
    """An office with admin, Sekretaris and JFU."""
    office.joins(Post.ADMIN, "Wati Kurnia")
    office.joins(Post.SEKRETARIS, "Rudi Hartono")
    office.joins(Post.JFU, "Tuti Alawiyah")
    return office


def opens(phone: Phone, name: str) -> None:
    """From the menu to somebody's card."""
    phone.sends("/start")
    phone.taps("Orang & jabatan")
    phone.taps("Daftar orang")
    listed = phone.sees("Daftar orang\n")
    line = next(line for line in listed.text.splitlines() if f". {name}:" in line)
    phone.taps(f"Lihat {line.partition('.')[0]}")
    phone.sees(f"{name}\n")


def posts_of(office: Office, phone: Phone) -> list[str]:
    query = (
        select(Appointment.post)
        .join(Person, Person.id == Appointment.person_id)
        .where(Person.telegram_id == phone.id, Appointment.revoked_at.is_(None))
        .order_by(Appointment.id)
    )
    return office.read(query)


def id_of(office: Office, phone: Phone) -> int:
    (found,) = office.read(select(Person.id).where(Person.telegram_id == phone.id))
    return found


def test_drafts_and_usulan_of_a_delegate_go_to_another_and_both_are_told(desk: Office) -> None:
    tuti = desk.people["Tuti Alawiyah"]
    siti = desk.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    nur = desk.joins(Post.DELEGASI, "Nur Aini", "Kelurahan A")
    proposals(desk, 2, Status.SUBMITTED, "Siti Aminah")
    comes_to(siti, "volume")

    opens(tuti, "Siti Aminah")
    tuti.sees("Di tangannya: 3 usulan, 0 draf atas nama orang, 0 penugasan.")
    tuti.taps("Cabut peran")
    asked = tuti.sees("Yang harus pindah: 3 usulan, 0 draf atas nama orang, 0 penugasan. Siapa penggantinya?")
    assert asked.labels == ["Nur Aini", "Undang pengganti", "Tidak jadi"]
    tuti.taps("Nur Aini")
    tuti.sees("Pengganti: Nur Aini.")
    confirm = tuti.from_bot[-1]
    yes = confirm.button("Ya, cabut")
    assert yes is not None
    tuti.taps("Ya, cabut")
    tuti.sees(
        "Peran Siti Aminah sebagai Delegasi Kelurahan Kelurahan A sudah dicabut; "
        "3 pekerjaan pindah ke Nur Aini."
    )

    siti.sees("dicabut oleh Tuti Alawiyah; 3 pekerjaan dilanjutkan Nur Aini.")
    siti.sends("40")
    siti.sees("Siti Aminah, jabatan Bapak/Ibu di sistem ini sudah berakhir.")
    assert set(siti.commands) == {"tugas", "status", "bantuan", "pengaturan"}
    nur.sees("Bapak/Ibu melanjutkan pekerjaan Siti Aminah sebagai Delegasi Kelurahan Kelurahan A: 3 usulan")
    nur.sends("/start")
    nur.taps(f"Lanjutkan draf 5/{len(ASKED)}")
    nur.sees("Berapa volumenya?")
    nur.sends("40")
    nur.sees("Berapa perkiraan biayanya?")
    tuti.presses(confirm, yes.data)
    tuti.sees("Peran Siti Aminah sebagai Delegasi Kelurahan Kelurahan A sudah dicabut.")
    assert desk.read(
        select(Proposal.author_id).where(Proposal.kecamatan_id == desk.kecamatan_id).distinct()
    ) == [id_of(desk, nur)]
    (entry,) = desk.read(
        select(LogEntry).where(LogEntry.act == "post.taken", LogEntry.kecamatan_id == desk.kecamatan_id)
    )
    assert (entry.facts["heir"], entry.facts["moved"]) == (id_of(desk, nur), 3)
    desk.bureau.office()  # of several kecamatan he says which
    siti.sends_contact(siti.number, user_id=siti.id)
    siti.sees("Kecamatan mana?")
    siti.sends(desk.name)
    siti.sees("Siapa nama lengkap Bapak/Ibu?")
    siti.taps("Pakai")
    siti.taps("Delegasi Kelurahan")
    siti.taps("Kelurahan B")
    tuti.sees("Siti Aminah")
    tuti.taps("Lihat permintaan")
    tuti.taps("Terima")
    siti.sees("Bapak/Ibu terdaftar sebagai Delegasi Kelurahan Kelurahan B.")
    assert posts_of(desk, siti) == ["delegasi"]
    for phone in (tuti, siti, nur):
        speaks_plainly(phone)


def test_a_newcomer_finds_what_waited_for_him_behind_his_link(desk: Office) -> None:
    rudi, asep = desk.people["Rudi Hartono"], desk.phone("Asep")
    hendra = desk.joins(Post.KEPALA_BIDANG, "Hendra Gunawan")
    desk.joins(Post.DELEGASI, "Yuli Astuti", "Kelurahan C")
    (one, two) = proposals(desk, 2, Status.SUBMITTED, "Yuli Astuti")
    his, asker = id_of(desk, hendra), id_of(desk, rudi)
    with desk.bureau.database.unit(desk.bureau.now()) as unit:
        unit.session.get_one(Proposal, one).assigned_to_id = his
        unit.add(
            Survey(
                kecamatan_id=desk.kecamatan_id,
                proposal_id=two,
                surveyor_id=his,
                asked_by_id=asker,
                asked_at=unit.now,
            )
        )
    opens(rudi, "Hendra Gunawan")
    rudi.taps("Cabut peran")
    asked = rudi.sees("Yang harus pindah: 0 usulan, 0 draf atas nama orang, 2 penugasan.")
    rudi.presses(asked, asked.button("Undang pengganti").data.replace("newheir", "heir") + ":0")
    rudi.taps("Ya, cabut")
    rudi.sees("⚠️ Masih ada 2 pekerjaan di tangannya. Mohon pilih penggantinya dulu.")
    opens(rudi, "Hendra Gunawan")
    rudi.taps("Cabut peran")
    rudi.taps("Undang pengganti")
    rudi.sends("x" * 500)
    rudi.sees("⚠️")
    rudi.sends("Asep Saepudin")
    rudi.sees("2 pekerjaan pindah ke Asep Saepudin.")
    link = next(
        word
        for word in rudi.sees("Undangan untuk Kepala Bidang, atas nama Asep Saepudin.").text.split()
        if word.startswith("https://t.me/")
    )
    hendra.sees("2 pekerjaan dilanjutkan Asep Saepudin.")

    asep.opens(link)
    asep.taps("Ya, ini saya")
    asep.taps("Pakai")
    asep.sends("19780512 200501 1 004")
    asep.sees("pangkat")
    asep.sends("Penata, III/c")

    asep.sees("Asep Saepudin, jabatan Bapak/Ibu sebagai Kepala Bidang berlaku setelah disetujui Wati Kurnia.")
    seconds(desk.people["Wati Kurnia"], "Asep Saepudin")
    asep.sees("Bapak/Ibu melanjutkan pekerjaan Hendra Gunawan sebagai Kepala Bidang")
    assert posts_of(desk, asep) == ["kepala_bidang"]
    assert posts_of(desk, hendra) == []
    mine = id_of(desk, asep)
    assert desk.read(select(Proposal.assigned_to_id).where(Proposal.id == one)) == [mine]
    assert desk.read(select(Survey.surveyor_id).where(Survey.proposal_id == two)) == [mine]
    assert desk.read(select(Assignment.reason).where(Assignment.proposal_id == one)) == [
        "melanjutkan Hendra Gunawan"
    ]


def test_the_last_jfu_and_the_last_admin_cannot_go(desk: Office) -> None:
    tuti, wati = desk.people["Tuti Alawiyah"], desk.people["Wati Kurnia"]
    opens(tuti, "Tuti Alawiyah")
    tuti.taps("Cabut peran")
    tuti.taps("Tanpa pengganti")
    tuti.taps("Ya, cabut")
    tuti.sees("⚠️ Ini JFU terakhir yang memakai Telegram.")
    opens(wati, "Wati Kurnia")
    wati.taps("Cabut peran")
    wati.taps("Undang pengganti")
    wati.sends("Asep Saepudin")
    wati.sees("⚠️ Ini Admin terakhir yang memakai Telegram.")
    wati.taps("Simpan & keluar")
    assert (posts_of(desk, tuti), posts_of(desk, wati)) == (["jfu"], ["admin"])

    desk.joins(Post.JFU, "Dewi Lestari")
    opens(tuti, "Tuti Alawiyah")
    tuti.taps("Cabut peran")
    tuti.taps("Dewi Lestari")
    tuti.taps("Ya, cabut")
    tuti.sees("Tuti Alawiyah, jabatan Bapak/Ibu di sistem ini sudah berakhir.")


def test_jfu_takes_nothing_away_that_is_not_his_to_give(office: Office) -> None:
    dewi, rudi = office.joins(Post.JFU, "Dewi Lestari"), office.joins(Post.SEKRETARIS, "Rudi Hartono")
    office.joins(Post.DELEGASI, "Nur Aini", "Kelurahan A")
    opens(dewi, "Nur Aini")
    card = dewi.from_bot[-1]
    assert "Rudi Hartono" not in dewi.screen
    (his,) = office.read(select(Appointment.id).where(Appointment.person_id == id_of(office, rudi)))
    dewi.presses(card, f"people:left:{his}:0")
    dewi.sees("Ini tugas Sekretaris Kecamatan / Admin.")
    assert posts_of(office, rudi) == ["sekretaris"]
