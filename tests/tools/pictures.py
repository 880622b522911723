"""The pictures of the README: start the demo, play on its phones, look at its page (`make pictures`)."""

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from demo.cast import Member, sample_people
from demo.phone import Phone, Telegram
from demo.pictures import picture
from tests.tools import chromium

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "gambar"
SETUP_MS = 120_000
STORY_SECONDS = 600.0
STEP_BEFORE_SIGNING = 6
SETTLE_MS = 1_500  #: for what flashes and slides on the page
COLOURS = 128


def main() -> None:
    """demo.png, camat.png and delegasi.png."""
    place = chromium.get()
    if place is None:
        sys.exit(chromium.MISSING)
    with running_demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=list(chromium.FLAGS))
        page = browser.new_page(
            viewport={"width": 1440, "height": 900},
            locale="id-ID",
            color_scheme="light",
            device_scale_factor=1,
        )
        page.goto(url)
        page.wait_for_selector("#curtain", state="hidden", timeout=SETUP_MS)
        with Telegram(url, patience=STORY_SECONDS) as telegram:
            camat_is_asked(page, telegram)
            page.wait_for_timeout(SETTLE_MS)
            keep(page.screenshot(), "demo")
            keep(phone_on_page(page, "camat"), "camat")
            starts_again(page)
            fills_in(telegram)
            keep(phone_on_page(page, "delegasi"), "delegasi")
        browser.close()


@contextmanager
def running_demo(*more: str) -> Iterator[str]:
    """The demo as anybody starts it, on a port and in a folder of its own; its address."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        demo = subprocess.Popen(
            [sys.executable, "-m", "demo", "--port", str(port), "--folder", f"{folder}/demo", *more],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert demo.stdout is not None
            demo.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            demo.terminate()
            demo.wait()


def somebody(telegram: Telegram, post: str) -> Phone:
    """The phone of the first person of that post."""
    person: Member = next(one for one in sample_people() if one.post == post and one.on_telegram)
    return telegram.phone(person.id, person.name)


def camat_is_asked(page: Page, telegram: Telegram) -> None:
    """The story, step by step, until the Camat has the report before him."""
    played = page.locator("#story-progress")
    for step in range(1, STEP_BEFORE_SIGNING + 1):
        page.locator("[data-wish=step]:enabled").click(timeout=STORY_SECONDS * 1000)
        expect(played).to_have_js_property("value", step, timeout=STORY_SECONDS * 1000)
    somebody(telegram, "camat").sees("Laporan hasil kegiatan Musrenbang, versi 1")


def starts_again(page: Page) -> None:
    """A new season, on the same page."""
    page.click("#reset")
    page.click("#ask-reset button[value=yes]")
    page.wait_for_selector("#curtain", state="visible")
    page.wait_for_selector("#curtain", state="hidden", timeout=SETUP_MS)


def fills_in(telegram: Telegram) -> None:
    """A delegate answers question after question, up to the card."""
    delegate = somebody(telegram, "delegasi")
    for button in ("Buat usulan", "Drainase", "Pakai jenis ini"):
        delegate.taps(button)
    delegate.sees("masalah")
    delegate.sends("Saluran tersumbat, air meluap ke 20 rumah setiap hujan.")
    delegate.sees("lokasi")
    delegate.sends("Gang Mawar depan musala, RT 03/RW 05")
    delegate.taps("Lewati")
    delegate.sees("volume")
    delegate.sends("40")
    delegate.taps("Pakai harga kamus")
    delegate.sees("penerima")
    delegate.sends("25 KK 90 jiwa")
    delegate.taps("Segera")
    delegate.taps("Siap")
    delegate.sees("foto")
    delegate.sends_photo(picture("drainase"))
    delegate.taps("Selesai")
    delegate.sees("Periksa")


def phone_on_page(page: Page, post: str) -> bytes:
    """What the phone of that post shows, opened where it is not."""
    phone = page.locator(f"section.phone[data-post={post}]").first
    if not phone.is_visible():
        page.locator(f".who:has(.face.{post})").first.click()
    page.wait_for_timeout(SETTLE_MS)
    return phone.screenshot()


def keep(shot: bytes, name: str) -> None:
    """As a PNG of few colours: a page has few."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
