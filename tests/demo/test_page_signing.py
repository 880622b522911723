"""From the Camat's notice on the page to the paper that BSrE signed; a stranger follows the code on it."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from demo.cast import sample_people
from demo.house import NIK, PASSPHRASE, House
from demo.story.hands import UNDO_MINUTES
from demo.story.teller import PAPER_PATIENCE
from models.people import Kecamatan
from models.season import Season
from models.unit import Database
from tests.demo.page_phone import KELURAHAN, PagePhone, story_on_page
from tests.support.office import Office
from tests.support.seed import at_step, draft, outcome

WHO = ("camat", "sekretaris", "tim")
TITLE = "Laporan hasil kegiatan Musrenbang"


class HouseBureau:
    """The rows of a demo's house, for what earlier steps would have left behind."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.folder = house.child.folder
        self.database = Database(f"sqlite:///{self.folder}/musrenbang.db")

    def now(self) -> datetime:
        return self.house.telegram.control.now

    def knocks(self) -> None:
        self.house.telegram.phone(5_000_000, "Orang lewat").sends("halo")

    def office(self) -> Office:
        with self.database.unit(self.now()) as unit:
            kecamatan, season = unit.all(select(Kecamatan))[0], unit.all(select(Season))[0]
            return Office(self, kecamatan.name, kecamatan.id, season.id)  # type: ignore[arg-type]


@pytest.mark.slow
def test_camat_signs_and_a_stranger_reads_that_the_paper_is_asli(
    browser: Browser, page: Page, tmp_path: Path
) -> None:
    people = list({member.post: member for member in sample_people(1) if member.post in WHO}.values())
    with story_on_page(page, tmp_path, [], people) as story:
        camat, sekretaris = story.one("camat"), story.one("sekretaris")
        office = HouseBureau(story.house).office()
        office.people = {story.one("tim").name: story.one("tim")}
        at_step(office, 6)
        outcome(office, 3, story.one("tim").name, kelurahan=KELURAHAN)
        draft(office, story.one("tim").name)
        sekretaris.sees("Draft laporan hasil kegiatan Musrenbang, versi 1 (draf)", PAPER_PATIENCE)
        sekretaris.taps("Sesuai")

        naskah, final = signs(camat, story.house)

        assert final.startswith(naskah)
        signs_at_bsre(browser, camat, final)
        address = code_on(final)
        assert address.startswith(f"{story.house.child.page_url}/p/")
        reads_as_a_stranger(browser, address, final, tmp_path)


def signs(camat: PagePhone, house: House) -> tuple[bytes, bytes]:
    """The file in the notice, two presses; the file that everybody gets once the approval holds."""
    notice = camat.sees(f"{TITLE}, versi 1 (naskah)", PAPER_PATIENCE)
    naskah = camat.downloads(notice)
    camat.taps("Setujui")
    camat.sees(hashlib.sha256(naskah).hexdigest()[:8])
    camat.taps("Ya, setujui")
    camat.sees("masih dapat dibatalkan")
    house.telegram.control.turns_clock(minutes=UNDO_MINUTES)
    camat.sends("/status")
    camat.taps("Dokumen")
    camat.taps("Laporan")
    signed = camat.sees(f"{TITLE}, versi 1 (final)", PAPER_PATIENCE)
    expect(camat.shown.locator("a.file").last).to_contain_text("laporan-v1.pdf")
    return naskah, camat.downloads(signed)


def signs_at_bsre(browser: Browser, camat: PagePhone, final: bytes) -> None:
    """The button under the final paper, and a page on his phone: NIK and passphrase as the demo says."""
    camat.taps("Tanda tangan BSrE")
    camat.sees("Jangan menulis passphrase di Telegram.")
    keys = [key for one in camat.from_bot for row in one.buttons for key in row]
    [address] = [key.url for key in keys if key.url and "/s/" in key.url]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    main = page.locator("main")
    expect(main).to_contain_text(hashlib.sha256(final).hexdigest()[:16])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("NIK (16 angka)").fill(NIK)
    page.get_by_label("Passphrase BSrE").fill(PASSPHRASE)
    page.get_by_role("button", name="Tanda tangani").click()
    expect(main).to_contain_text("Sudah ditandatangani.", timeout=PAPER_PATIENCE * 1000)
    context.close()
    told = camat.sees("Salinan bertanda tangan diterima.", PAPER_PATIENCE)
    assert "Penerbit sertifikat: dikenal" in told.text
    assert camat.downloads(told).startswith(final)


def code_on(paper: bytes) -> str:
    """What a camera reads off the printed paper."""
    pdf = pypdfium2.PdfDocument(paper)
    (found,) = [one.text for at in pdf for one in zxingcpp.read_barcodes(at.render(scale=2).to_pil())]
    return found


def reads_as_a_stranger(browser: Browser, address: str, final: bytes, folder: Path) -> None:
    """Another phone, no account, no JavaScript; then the file, then a copy that somebody changed."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    main = page.locator("main")
    expect(main).to_contain_text("Asli dan berlaku.")
    expect(main).to_contain_text(TITLE)
    words = " ".join(page[0].get_textpage().get_text_range() for page in [pypdfium2.PdfDocument(final)])
    number = main.locator("dt", has_text="Nomor").locator("+ dd").inner_text()
    assert re.sub(r"\s+", "", number) in re.sub(r"\s+", "", words)
    expect(main.locator("dt", has_text="Versi").locator("+ dd")).to_have_text("1")
    expect(main).to_contain_text(hashlib.sha256(final).hexdigest())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    for content, verdict in (
        (final, f"Asli. {TITLE}, versi 1, Kecamatan Tanah Sareal."),
        (final.replace(b"%%EOF", b"%%eof", 1), "Tidak dikenal."),
    ):
        file = {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": content}
        page.get_by_label("Pilih berkas PDF yang diterima").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Periksa berkas").click()
        expect(main).to_contain_text(verdict)
        expect(main).to_contain_text(hashlib.sha256(content).hexdigest())
    context.close()
