"""A season on the page: every word is typed and every button pressed in a browser.

Up to the end of verification; `make page` goes on to the last paper, by the same buttons as the story
without a browser (`test_story.py`).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from demo.phone import Phone
from demo.story import SCENES
from demo.story.papers import check, collect
from demo.story.step1 import answers, number_of, on_card
from demo.story.usulan import LAYAK, MEND, Usulan, sample_usulan
from tests.demo.page_phone import KELURAHAN, PagePhone, story_on_page

TYPED = "Saluran tersumbat, air meluap ke 20 rumah setiap hujan."
DRAINAGE = Usulan(
    kelurahan=KELURAHAN,
    komisi="sarpras",
    button="Drainase",
    title="Pembangunan saluran drainase lingkungan (U-ditch atau pasangan batu)",
    problem=TYPED,
    place="Gang Mawar depan musala",
    rt=3,
    rw=5,
    volume_typed="40",
    cost_typed="",
    cost=48_000_000,
    people_typed="25 KK 90 jiwa",
    photos=3,
    scores=(4, 3, 3, 3, 3),
    pin=(-6.56955, 106.80144),
    verdict=MEND,
    reason="Panjang saluran di lapangan 60 m, mohon disesuaikan.",
    field="volume",
    mended="60",
    mended_cost=72_000_000,
)


@pytest.mark.slow
def test_season_on_the_page(page: Page, tmp_path: Path) -> None:
    """One usulan is told by voice and shown by an album, returned, corrected, verified; one just agreed."""
    easy = next(one for one in sample_usulan() if one.kelurahan == KELURAHAN and one.verdict == LAYAK)
    with story_on_page(page, tmp_path, [easy]) as story:
        author = story.phone(story.of_kelurahan("delegasi", KELURAHAN))
        number = sends(author)
        story.book.sent[number] = DRAINAGE
        looks_at_receipt(author, number)
        types_what_was_said(story.one("jfu"), number)
        for scene in SCENES[:2]:
            scene.play(story)

        author.sends(number)
        author.sees("60 m · ")
        expect(author.shown).to_contain_text("Status: 🟢 Layak")
        expect(page.locator('.phone[data-post="kepala_bidang"]')).to_contain_text("Verifikasi selesai")

        if os.environ.get("SEASON") != "whole":
            return
        for scene in SCENES[2:]:
            scene.play(story)
        bapperida = page.locator('.phone[data-post="bapperida"]')
        expect(bapperida).to_contain_text("Diterima oleh")
        assert len(check(story, collect(story, tmp_path / "out"))) == 2


def sends(author: PagePhone) -> str:
    """The kamus is searched in the writing line, the problem is spoken, the photos come as an album."""
    author.taps("Buat usulan")
    author.sees("Apa yang ingin diusulkan?")
    finds_in_kamus(author, "drainase", "Drainase")
    on_card(author, "Harga tertinggi")
    author.taps("Pakai jenis ini")
    on_card(author, "Apa masalahnya?")
    attaches(author, "Pesan suara 0:42")
    answers(author, "Di mana lokasinya?", DRAINAGE.place_typed)
    on_card(author, "Titik lokasi di peta?")
    author.sends_location(*DRAINAGE.pin)
    answers(author, "Berapa volumenya?", DRAINAGE.volume_typed)
    on_card(author, "Berapa perkiraan biayanya?")
    author.taps("Pakai harga kamus")
    answers(author, "Berapa penerima manfaatnya?", DRAINAGE.people_typed)
    author.taps("Segera")
    author.taps("Siap")
    on_card(author, "foto keadaan sekarang")
    attaches(author, "Album 3 foto")
    on_card(author, "Sudah 3 foto, lengkap.")
    author.taps("Selesai")
    on_card(author, "Masalah: Pesan suara 0:42")
    author.taps("Kirim usulan")
    return number_of(author.sees("Usulan diterima").text)


def finds_in_kamus(phone: PagePhone, words: str, title: str) -> None:
    """Cari di kamus, some words behind the bot's name, and the first that fits."""
    phone.shown.locator(".key").get_by_text("Cari di kamus", exact=True).last.click()
    phone.shown.get_by_role("textbox", name="Pesan dari").press_sequentially(words)
    phone.shown.get_by_role("option").filter(has_text=title).first.click()


def attaches(phone: PagePhone, label: str) -> None:
    """Something of the sheet behind the clip."""
    phone.shown.get_by_role("button", name="Lampirkan").click()
    phone.shown.get_by_role("button", name=label).click()


def looks_at_receipt(author: PagePhone, number: str) -> None:
    """The code is a picture on the phone; its page comes as a file."""
    receipt = author.shown.locator(".message").filter(has_text=f"Usulan diterima: {number}")
    expect(receipt.locator("img")).to_be_visible()
    author.taps("Tanda terima PDF")
    author.waits_for(lambda eyes: eyes.documents, what="the paper")  # a process that draws is started first
    expect(author.shown.locator("a.file")).to_contain_text(f"tanda-terima-{number}-v1.pdf")


def types_what_was_said(jfu: Phone, number: str) -> None:
    """The desk hears the voice note and writes it down."""
    jfu.sends("/tugas")
    jfu.taps("Ketik pesan suara")
    jfu.taps("Ketik 1")
    answers(jfu, "Apa isi pesan suara ini?", TYPED)
    jfu.sees(f"Isi pesan suara usulan {number} sudah dicatat")
