"""Who is forgotten is a person, and not a name: both his rows, and none of a namesake; through the chat."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import select

from demo.phone import Phone
from models.batch import Batch
from models.enums import BatchState, CommissionState, Komisi
from models.log import LogEntry
from models.log_check import check_log
from models.meeting import Attendance, Delegate, Standing, TeamMember
from models.people import Person
from models.posts import Post
from models.season import Season
from sop.step5_meeting.meeting import four
from tests.privacy.two_rows import acts, claims, entered
from tests.support.hall import Hall
from tests.support.office import Bureau, Office

NAME, PHONE = "Siti Nurmalasari", "+6281298765432"
OTHER_PHONE = "+6281377770001"


def forgets(phone: Phone) -> None:
    phone.sends("/pengaturan")
    phone.taps("Privasi")
    phone.taps("Hapus data saya")
    phone.taps("Ya, hapus data saya")
    phone.sees("Data pribadi Bapak/Ibu sudah dihapus.")


def said_of(office: Office, *needles: str) -> list[str]:
    """In which columns of this office one of these stands."""
    found = set()
    with office.bureau.database.unit(office.bureau.now()) as unit:
        for table in Person.metadata.sorted_tables:
            for column in table.columns if "kecamatan_id" in table.c else ():
                for value in unit.session.execute(
                    select(column).where(table.c.kecamatan_id == office.kecamatan_id)
                ).scalars():
                    words = (
                        value
                        if isinstance(value, str)
                        else json.dumps(value, default=str, ensure_ascii=False)
                    )
                    found |= {f"{column}: {needle}" for needle in needles if needle in words}
    return sorted(found)


def test_who_was_entered_twice_is_forgotten_in_both_rows(bureau: Bureau) -> None:
    office = bureau.office()
    siti = office.joins(Post.DELEGASI, NAME, "Kelurahan B")
    with acts(office) as unit:
        one = entered(unit, office, f"{NAME}, S.E.", phone=PHONE, address="Jl. Melati 7", nip="1" * 18)
        other = unit.all(select(Person).where(Person.telegram_id == siti.id))[0]
        for member, season in ((one, office.season_id), (other, office.season_id)):
            row = {"kecamatan_id": office.kecamatan_id, "season_id": season, "person_id": member.id}
            unit.add(TeamMember(**row, name=member.name, position="anggota"))
        paper_row = one.id
    claims(office, siti, paper_row)

    (old,) = office.read(select(Person).where(Person.id == paper_row))
    assert (old.phone, old.nip, old.address, old.became_id) == (None, None, None, other.id)
    assert office.read(select(Person.phone).where(Person.id == other.id)) == [PHONE]
    forgets(siti)

    assert said_of(office, NAME, NAME.lower(), "81298765432", "Melati", "1" * 18, str(siti.id)) == []


def test_rows_that_were_merged_before_they_were_emptied_go_with_him(bureau: Bureau) -> None:
    office = bureau.office()
    siti = office.joins(Post.DELEGASI, NAME, "Kelurahan B")
    with acts(office) as unit:
        known = unit.all(select(Person).where(Person.telegram_id == siti.id))[0]
        row = {"kecamatan_id": office.kecamatan_id, "became_id": known.id}
        old = unit.add(Person(**row, name=NAME, phone=PHONE, address="Jl. Melati 7"))
        unit.tell(known, f"Usulan atas nama {NAME}, telepon 0812 9876 5432.")
        assert old.id != known.id
    forgets(siti)

    assert said_of(office, NAME, "81298765432", "9876 5432", "Melati") == []


def test_a_namesake_from_elsewhere_keeps_everything(bureau: Bureau) -> None:
    """An utusan, a guest and a member of the tim of the same name, without a row of their own."""
    office = bureau.office()
    siti = office.joins(Post.DELEGASI, NAME, "Kelurahan A")
    here = {"kecamatan_id": office.kecamatan_id, "season_id": office.season_id}
    with acts(office) as unit:
        unit.all(select(Person).where(Person.telegram_id == siti.id))[0].phone = PHONE
        for phone, institution in ((OTHER_PHONE, "Kelurahan C"), (PHONE, "LPM Kelurahan A")):
            unit.add(Delegate(**here, name=NAME, institution=institution, address="Jl. Anggrek", phone=phone))
        unit.add(Attendance(**here, name=NAME, institution="Kelurahan C", address="Jl. Anggrek", at=unit.now))
        unit.add(TeamMember(**here, name=NAME, institution="Kelurahan C", position="anggota"))
        unit.session.get_one(Season, office.season_id).closed_at = unit.now - timedelta(hours=1)
    forgets(siti)

    utusan = office.read(select(Delegate).where(Delegate.season_id == office.season_id).order_by(Delegate.id))
    assert [(one.name, one.phone, one.address) for one in utusan] == [
        (NAME, OTHER_PHONE, "Jl. Anggrek"),
        ("Delegasi 1, Kelurahan Kelurahan A", "-", "-"),
    ]
    for table in (Attendance, TeamMember):
        (kept,) = office.read(select(table).where(table.season_id == office.season_id))
        assert (kept.name, kept.institution) == (NAME, "Kelurahan C")


def test_a_reason_in_the_log_goes_and_the_chain_holds(bureau: Bureau) -> None:
    """The plenary did not agree to an usulan, and somebody was named as it was said why."""
    office = bureau.office()
    hall = Hall(office, 1)
    siti = office.joins(Post.DELEGASI, NAME, "Kelurahan A")
    (usulan,) = hall.usulan
    with acts(office) as unit:
        season = unit.session.get_one(Season, office.season_id)
        for one in four(unit, season):
            one.state = CommissionState.CLOSED
        standing = unit.add(
            Standing(
                kecamatan_id=season.kecamatan_id, season_id=season.id, proposal_id=usulan,
                komisi=Komisi.SARPRAS, means={}, spreads={}, total="50/1", rank=1, scored_rank=1,
            )
        ).id  # fmt: skip
    hall.sekretaris.sends("/start")
    hall.sekretaris.presses(hall.sekretaris.from_bot[-1], f"s5:disagree:{standing}:nilai")
    hall.sekretaris.sees("belum disepakati? Tulis")
    hall.sekretaris.sends(f"Lahannya diminta {NAME}, 0812-9876-5432, untuk rumahnya.")
    hall.sekretaris.sees("Belum disepakati. Alasan")
    with acts(office) as unit:
        unit.all(select(Person).where(Person.telegram_id == siti.id))[0].phone = PHONE
    assert any("log_entry" in one for one in said_of(office, NAME))
    forgets(siti)

    assert said_of(office, NAME, "9876-5432") == []
    (entry,) = office.read(
        select(LogEntry).where(
            LogEntry.act == "plenary.disagreed", LogEntry.kecamatan_id == office.kecamatan_id
        )
    )
    assert entry.facts == {"proposal": usulan}
    with acts(office) as unit:
        assert all(chain.valid for chain in check_log(unit))


def test_lists_as_they_were_sent_and_papers_that_were_drafts_go(bureau: Bureau) -> None:
    office = bureau.office()
    siti = office.joins(Post.DELEGASI, NAME, "Kelurahan A")
    files = bureau.folder / "data" / "files"
    sha256 = "ab" + "0" * 62
    (files / "ab").mkdir(parents=True, exist_ok=True)
    (files / "ab" / sha256).write_text(f"Pengusul: {NAME}")
    here = {"kecamatan_id": office.kecamatan_id, "season_id": office.season_id}
    with acts(office) as unit:
        unit.add(
            Batch(
                **here, kind="usulan", file_name=f"usulan {NAME}.xlsx", sha256=sha256, at=unit.now,
                state=BatchState.APPLIED, not_before=unit.now, report=[[2, "good", NAME]],
            )
        )  # fmt: skip
    forgets(siti)

    assert said_of(office, NAME) == []
    siti.waits_for(lambda _: not (files / "ab" / sha256).exists(), what="the workbook to be erased")
