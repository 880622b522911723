"""`python -m demo` as people start it: one line, a page, a season that is set up, and a clean end."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from demo.phone import Phone, Telegram
from demo.story.hands import comes_home, turns_until
from demo.story.step1 import submits
from demo.story.usulan import sample_usulan
from tests.support.visitor import plays_at_random, wants_the_story
from tests.tools.pictures import somebody

ROOT = Path(__file__).parents[2]
SET_UP_MS = 180_000


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo with one kelurahan on a free port, in a folder of its own."""
    folder = str(tmp_path / "demo")
    command = [sys.executable, "-m", "demo", "--port", "0", "--kelurahan", "1", "--folder", folder]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        yield running
        running.terminate()


@pytest.fixture
def url(demo: subprocess.Popen[str], page: Page) -> str:
    """Its address; the page is open and everybody has joined."""
    assert demo.stdout is not None
    line = demo.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found is not None, line
    assert "SEND_RATE" in line
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(found[0])
    expect(page.locator("#curtain")).to_be_hidden(timeout=SET_UP_MS)
    return found[0]


@pytest.mark.slow
def test_demo_starts_serves_begins_again_and_ends(
    demo: subprocess.Popen[str], url: str, page: Page, browser: Browser
) -> None:
    delegate = page.locator('.phone[data-post="delegasi"]')
    first = delegate.get_by_role("button", name="Buat usulan").last
    expect(first).to_be_in_viewport(ratio=1)
    looks_on_a_phone(browser, url)
    first.click()
    expect(delegate).to_contain_text("Usulan baru")

    page.get_by_text("Keterangan").click()
    public = page.get_by_role("link", name="halaman pemeriksaan").get_attribute("href")
    assert "memastikan apakah sebuah dokumen" in httpx.get(public or "", trust_env=False).text

    before = page.locator("[data-clock-day]").inner_text()
    page.get_by_role("button", name="Ke tenggat berikut").click()
    expect(page.locator("#clock-said")).to_contain_text("JFU Perencanaan: Pengingat", timeout=SET_UP_MS)
    expect(page.locator("[data-clock-day]")).not_to_have_text(before)

    page.get_by_role("button", name="Mulai lagi").click()
    page.get_by_role("button", name="Ya, mulai lagi").click()
    expect(page.locator("#curtain")).to_be_visible()
    expect(page.locator("#curtain")).to_be_hidden(timeout=SET_UP_MS)
    expect(delegate).to_contain_text("Selamat bergabung")
    expect(delegate).not_to_contain_text("Usulan baru")

    demo.send_signal(signal.SIGTERM)
    assert demo.wait(60) == 0
    assert demo.stdout is not None
    assert demo.stdout.read() == ""


def looks_on_a_phone(browser: Browser, url: str) -> None:
    """The first button to press is there without scrolling."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(url)
    expect(page.locator("#curtain")).to_be_hidden()
    expect(page.get_by_role("button", name="Buat usulan").last).to_be_in_viewport(ratio=1)
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_story_goes_on_where_a_visitor_left_things(url: str, page: Page, seed: int) -> None:
    """His own usulan goes along to its verdict."""
    with Telegram(url) as telegram:
        delegate = somebody(telegram, "delegasi")
        number = submits(delegate, next(one for one in sample_usulan() if one.kelurahan == "Cibadak"))
        plays_at_random(page, random.Random(seed), 30)

        told = wants_the_story(page, steps=2)

        assert "asked" not in told, told
        delegate.sends(number)
        delegate.sees("Layak")


@pytest.mark.slow
def test_story_that_cannot_go_on_asks_before_anything_is_lost(url: str, page: Page) -> None:
    with Telegram(url) as telegram:
        jfu = somebody(telegram, "jfu")
        delegate = somebody(telegram, "delegasi")
        loses_his_post(jfu, delegate)
        page.get_by_role("button", name="+1 jam").click()
        question = page.get_by_role("dialog")
        page.get_by_role("button", name="Langkah berikut").click()

        expect(question).to_contain_text(delegate.name, timeout=SET_UP_MS)
        expect(question).to_contain_text("semua percakapan, usulan, dan dokumen demo ini dihapus")
        question.get_by_role("button", name="Jangan hapus").click()
        expect(page.get_by_role("button", name="Langkah berikut")).to_be_enabled()
        assert jfu.has("sudah dicabut")

        assert wants_the_story(page).startswith("asked")
        assert not jfu.has("sudah dicabut")


def loses_his_post(jfu: Phone, somebody: Phone) -> None:
    """What a visitor may do to anybody of the story."""
    comes_home(jfu)
    jfu.taps("Orang & jabatan")
    jfu.taps("Daftar orang")
    turns_until(jfu, lambda: jfu.has(f". {somebody.name}:"), somebody.name)
    found = re.search(rf"(\d+)\. {somebody.name}:", jfu.screen)
    assert found is not None
    for label in (f"Lihat {found[1]}", "Cabut peran", "Tanpa pengganti", "Ya, cabut"):
        jfu.taps(label)
    jfu.sees("sudah dicabut")


def test_second_demo_takes_another_folder(tmp_path: Path) -> None:
    from contextlib import ExitStack

    from demo.__main__ import own_folder

    with ExitStack() as first, ExitStack() as second:
        assert own_folder(first, tmp_path / "demo") == tmp_path / "demo"
        assert own_folder(second, tmp_path / "demo") == tmp_path / "demo-2"
    with ExitStack() as third:
        assert own_folder(third, tmp_path / "demo") == tmp_path / "demo"
