"""The archive through the chat: any paper of any year found by words, for those to whom it is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.chat import Outbox
from models.enums import Stage
from models.paper import Paper
from models.posts import Post
from models.season import Season
from sop.core.steps import PAPER_TITLES, PaperKey
from tests.archive.final_papers import _STEPS, paper
from tests.core.desk import FrontDesk
from tests.walking.front_phone import FrontPhone

JFU, DELEGATE, STRANGER, NEIGHBOUR = 61, 62, 63, 64


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    """A kecamatan with papers of two years, and another beside it with one."""
    folder: Path = tmp_path_factory.mktemp("archive")
    with FrontDesk(f"sqlite:///{folder}/archive.db") as made:
        here, beside = made.office(), made.office()
        made.person(here, JFU, Post.JFU, name="Dewi Lestari")
        made.person(here, DELEGATE, Post.DELEGASI, name="Siti Aminah")
        made.person(beside, NEIGHBOUR, Post.JFU, name="Wawan Setiawan")
        with made.unit() as unit:
            for year in (2026, 2027):
                unit.add(Season(kecamatan_id=here, year=year, criteria=[], rules={}, created_at=made.now))
        for year in (2026, 2027, 2028):
            for key in _STEPS:
                paper(made, here, year, key)
        paper(made, here, 2028, PaperKey.LAPORAN, Stage.NASKAH, edition=2)
        paper(made, beside, 2028, PaperKey.LAPORAN, number="400.10.2/777/Kec/I/2027")
        yield made


def on_papers(desk: FrontDesk, user: int) -> FrontPhone:
    phone = FrontPhone(desk, user)
    phone.sends("/status")
    phone.taps("Dokumen")
    return phone


def search(desk: FrontDesk, user: int, query: str, offset: str = "") -> dict[str, Any]:
    asked = {"id": "1", "from": {"id": user, "is_bot": False, "first_name": "W"}}
    desk.update({"inline_query": asked | {"query": query, "offset": offset}})
    (answer,) = desk.works()
    assert answer.method == "answerInlineQuery"
    assert answer.parameters["is_personal"] is True
    return answer.parameters


def files(desk: FrontDesk, user: int) -> list[int]:
    rows = desk.rows(select(Outbox).where(Outbox.chat_id == user).order_by(Outbox.id))
    return [row.file["paper"] for row in rows if row.file]


def test_words_on_the_screen_of_papers_find_those_of_every_year(desk: FrontDesk) -> None:
    phone = on_papers(desk, JFU)
    assert "ketik katanya, misalnya laporan 2026" in phone.screen
    phone.sends("Laporan 2026")

    assert phone.screen.splitlines()[1:3] == [
        "1. Laporan, RKPD 2027: versi 1 (final), nomor 400.10.2/011/Kec/I/2026",
        "2. Laporan, RKPD 2026: versi 1 (final), nomor 400.10.2/011/Kec/I/2025",
    ]
    before = files(desk, JFU)
    phone.taps("Laporan 2026")
    (sent,) = files(desk, JFU)[len(before) :]
    (found,) = desk.rows(select(Paper).where(Paper.id == sent))
    assert (found.key, found.edition) == (PaperKey.LAPORAN, 1)


def test_a_number_alone_is_looked_for_and_is_no_usulan_here(desk: FrontDesk) -> None:
    phone = on_papers(desk, JFU)
    phone.taps("Cari dokumen")
    phone.sends("2026")
    assert "untuk “2026”" in phone.screen
    phone.sends("400.10.2/011/Kec/I/2027")
    assert re.findall(r"RKPD \d+: versi \d \(\w+\)", phone.screen) == ["RKPD 2028: versi 2 (naskah)"]


def test_long_answers_are_turned_and_at_most_fifty(desk: FrontDesk) -> None:
    phone = on_papers(desk, JFU)
    phone.sends("dokumen")
    assert phone.screen.startswith("<b>39 dokumen</b>")
    assert phone.screen.count("\n") + 1 <= 12
    phone.taps("▶")
    assert "9. " in phone.screen
    assert "17. " not in phone.screen


def test_a_mistyped_word_still_finds(desk: FrontDesk) -> None:
    phone = on_papers(desk, DELEGATE)
    phone.sends("berta acra 2027")
    assert "Berita Acara, RKPD 2027" in phone.screen


def test_what_is_not_final_and_what_is_the_neighbours_is_not_found(desk: FrontDesk) -> None:
    for user, edition in ((JFU, "versi 2 (naskah)"), (DELEGATE, "versi 1 (final)")):
        phone = on_papers(desk, user)
        phone.sends("laporan hasil 2028")
        assert f"Laporan, RKPD 2028: {edition}" in phone.screen
        phone.sends("777")
        assert phone.screen.startswith("Tidak ada dokumen untuk “777” yang terbuka")
    neighbour = on_papers(desk, NEIGHBOUR)
    neighbour.sends("laporan")
    assert neighbour.screen.startswith("<b>1 dokumen</b>")
    neighbour.sends("2026")
    assert neighbour.screen.startswith("Tidak ada dokumen")


@pytest.mark.parametrize("odd", ["<zz>", "“", "%", "a///b", "x" * 5000, "ﷺ" * 300, "🙂", "\u202e"])
def test_odd_words_are_answered(desk: FrontDesk, odd: str) -> None:
    phone = on_papers(desk, DELEGATE)
    assert phone.sends(odd) == "done"
    assert re.search("Tidak ada dokumen untuk|Tulis paling sedikit satu kata", phone.screen)
    assert len(phone.screen) < 1000


def test_a_sticker_there_is_not_taken_for_words(desk: FrontDesk) -> None:
    phone = on_papers(desk, DELEGATE)
    phone.sends_photo()
    assert "Dokumen musim ini" in phone.screen


def test_behind_the_bots_name_papers_are_offered_to_those_who_may_see_them(desk: FrontDesk) -> None:
    for user, edition in ((JFU, 2), (DELEGATE, 1)):
        answer = search(desk, user, "laporan hasil 2028")
        first = answer["results"][0]
        assert first["title"] == f"{PAPER_TITLES[PaperKey.LAPORAN]}, RKPD 2028"
        assert first["description"].startswith(f"Versi {edition} ")
        assert "777" not in str(answer)
        assert len(answer["results"]) <= 50
        phone = FrontPhone(desk, user)
        before = files(desk, user)
        phone.sends(first["input_message_content"]["message_text"])
        assert len(files(desk, user)) == len(before) + 1
    stranger = search(desk, STRANGER, "laporan 2028")
    assert stranger["results"] == []
    assert search(desk, JFU, "paving tidak ada dokumennya")["results"] == []


def test_a_way_to_a_paper_that_is_not_open_to_one_leads_nowhere(desk: FrontDesk) -> None:
    link = search(desk, JFU, "laporan hasil 2028")["results"][0]["input_message_content"]["message_text"]
    for user, answer in (
        (DELEGATE, "Dokumen ini belum terbuka untuk jabatan Bapak/Ibu."),
        (NEIGHBOUR, "Kode"),
    ):
        phone, before = FrontPhone(desk, user), files(desk, user)
        phone.sends(link)
        assert answer in phone.screen
        assert files(desk, user) == before


def test_final_papers_get_their_nomor_agenda_and_kode_klasifikasi(desk: FrontDesk) -> None:
    (final,) = desk.rows(
        select(Paper.id)
        .join(Season, Season.id == Paper.season_id)
        .where(Season.year == 2028, Paper.key == PaperKey.SK_TIM)
    )
    phone = on_papers(desk, JFU)
    phone.taps("Arsip")
    phone.taps("Nomor agenda")
    assert "SK Tim v1: belum dicatat" in phone.screen
    phone.taps("SK Tim v1")
    for wrong in ("tanpa angka", "1" * 41, "<b>1</b>"):
        phone.sends(wrong)
        assert "Tulis nomor agenda paling banyak 40 huruf" in phone.screen
    phone.taps("Nomor 1")
    phone.sends("kode")
    assert "Tulis kode klasifikasi berupa angka dan titik" in phone.screen
    phone.taps("Kode 400.10.2")
    confirm(phone)
    assert "SK Tim: nomor agenda 1 dicatat." in phone.screen
    (paper,) = desk.rows(select(Paper).where(Paper.id == final))
    assert (paper.agenda, paper.classification) == ("1", "400.10.2")

    phone.taps("Utusan v1")
    phone.sends("1")
    assert "Nomor agenda 1 sudah dipakai untuk SK Tim." in phone.screen
    phone.sends("12/2027")
    phone.sends("000.7.1")
    confirm(phone)
    phone = on_papers(desk, DELEGATE)
    phone.sends("utusan 2028")
    assert "agenda 12/2027 (000.7.1)" in phone.screen
    phone.presses(f"arsip:note:{final}")
    assert (phone.alert or "").startswith("Ini tugas")
    draft = desk.rows(select(Paper.id).where(Paper.key == PaperKey.LAPORAN, Paper.stage == Stage.NASKAH))[0]
    jfu = on_papers(desk, JFU)
    jfu.presses(f"arsip:note:{draft}")
    assert (jfu.alert or "").startswith("Nomor agenda hanya untuk dokumen final.")
    neighbour = on_papers(desk, NEIGHBOUR)
    neighbour.presses(f"arsip:note:{final}")
    assert "dicatat" not in neighbour.screen


def confirm(phone: FrontPhone) -> None:
    """The review card, where the form shows one."""
    for word in ("Kirim", "Simpan"):
        if phone.button(word) is not None:
            phone.taps(word)
            return
