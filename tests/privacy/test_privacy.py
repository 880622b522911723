"""Phone numbers: who looks one up is noted; what leaves the office, and what everybody reads, holds none."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.chat import Outbox
from models.log import LogEntry
from models.paper import Paper, PaperContent
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal
from sop.core.steps import PaperKey
from tests.step6_report.draft_talk import drafts, words_of
from tests.support.office import Office
from tests.support.seed import at_step, outcome

#: A number of a person, in every way in which it might be written.
PERSONAL = re.compile(r"\+?62[ .-]?8\d|\b08\d{2}[ .-]?\d{3,4}")


@pytest.fixture
def jfu(office: Office) -> Phone:
    """JFU and a delegate, both with a number; the office has one of its own."""
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.session.get_one(Kecamatan, office.kecamatan_id).office = {"phone": "(0251) 8637761"}
    for phone, number in ((jfu, "0812 1111 2222"), (delegate, "0812 3333 4444")):
        phone.sends("/pengaturan")
        phone.taps("Data diri")
        phone.taps("Telepon")
        phone.sees("Berapa nomor telepon")
        phone.sends(number)
        phone.sees("Telepon sudah disimpan.")
    return jfu


def seen(office: Office) -> list[LogEntry]:
    query = select(LogEntry).where(LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == "phone.seen")
    return office.read(query.order_by(LogEntry.place))


def test_number_is_shown_on_demand_and_who_asked_is_noted(office: Office, jfu: Phone) -> None:
    jfu.sends("/start")
    jfu.taps("Orang & jabatan")
    jfu.taps("Daftar orang")
    jfu.sees("Siti Aminah")
    jfu.taps("Lihat 2")
    card = jfu.sees("Telepon: tersimpan.")
    assert PERSONAL.search(card.text) is None
    assert seen(office) == []

    jfu.taps("Lihat nomor")

    jfu.sees("Telepon Siti Aminah: +6281233334444. Pembacaan ini tercatat.")
    (entry,) = seen(office)
    here = select(Person).where(Person.kecamatan_id == office.kecamatan_id)
    people = {person.name: person.id for person in office.read(here)}
    assert (entry.subject, entry.actor_id) == (f"person:{people['Siti Aminah']}", people["Dewi Lestari"])
    assert "4444" not in json.dumps(entry.facts)
    (data,) = (button.data for row in card.buttons for button in row if button.text == "Lihat nomor")
    other = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    answer = other.presses(other.sees("Budi Santoso — "), data or "")
    assert answer is not None
    assert answer.text.startswith("Ini tugas ")
    assert len(seen(office)) == 1


def test_help_names_the_phone_of_the_office_and_of_nobody(office: Office, jfu: Phone) -> None:
    delegate = office.people["Siti Aminah"]
    delegate.sends("/bantuan")

    told = delegate.sees("Hubungi JFU: Dewi Lestari, atau telepon kantor (0251) 8637761.").text

    assert PERSONAL.search(told) is None


def test_report_and_what_is_said_of_it_hold_no_number(office: Office) -> None:
    tim = office.joins(Post.TIM, "Budi Santoso")
    reader = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    at_step(office, 6)
    outcome(office, 6, "Budi Santoso")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        usulan = unit.all(select(Proposal).where(Proposal.season_id == office.season_id))[0]
        usulan.problem = "Selokan mampet, hubungi Pak RT 0812-5555-6666 atau NIK 3271012345678901."

    drafts(tim)

    text = words_of(reader, "Draft laporan hasil kegiatan Musrenbang, versi 1 (draf)")
    mine = select(Paper).where(
        Paper.season_id == office.season_id, Paper.content.has(PaperContent.data != {})
    )
    papers = {paper.key: json.dumps(paper.data) for paper in office.read(mine)}
    # the Daftar Utusan is how the city reaches them; the report that is handed on says where it is
    assert PERSONAL.search(papers[PaperKey.UTUSAN]) is not None
    assert PERSONAL.search(papers[PaperKey.DRAFT_LAPORAN] + text) is None
    assert "3271012345678901" not in papers[PaperKey.DRAFT_LAPORAN] + text
    assert "ada di kantor kecamatan" in text
    said = office.read(select(Outbox).where(Outbox.person_id.in_(_people(office))))
    assert [one.text for one in said if PERSONAL.search(one.text or "")] == []


def _people(office: Office) -> list[int]:
    return [one.id for one in office.read(select(Person).where(Person.kecamatan_id == office.kecamatan_id))]
