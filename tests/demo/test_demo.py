"""`python -m demo` as people start it: one line, a page, a season that is set up, and a clean end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
SET_UP_MS = 180_000


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo on a free port, in a folder of its own."""
    command = [sys.executable, "-m", "demo", "--port", "0", "--folder", str(tmp_path / "demo")]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        yield running
        running.kill()


@pytest.mark.slow
def test_demo_starts_serves_begins_again_and_ends(demo: subprocess.Popen[str], page: Page) -> None:
    assert demo.stdout is not None
    line = demo.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found is not None, line
    assert "SEND_RATE" in line
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(found[0])
    expect(page.locator("#curtain")).to_be_hidden(timeout=SET_UP_MS)

    delegate = page.locator('.phone[data-post="delegasi"]')
    delegate.get_by_role("button", name="Buat usulan").last.click()
    expect(delegate).to_contain_text("Usulan ini untuk komisi apa?")

    public = page.get_by_role("link", name="halaman pemeriksaan").get_attribute("href")
    assert "memastikan apakah sebuah dokumen" in httpx.get(public or "", trust_env=False).text

    before = page.locator("[data-clock-day]").inner_text()
    page.get_by_role("button", name="Ke tenggat berikut").click()
    expect(page.locator("#clock-said")).to_have_text("Ada pesan baru dari bot.", timeout=SET_UP_MS)
    expect(page.locator("[data-clock-day]")).not_to_have_text(before)

    page.get_by_role("button", name="Mulai lagi").click()
    page.get_by_role("button", name="Ya, mulai lagi").click()
    expect(page.locator("#curtain")).to_be_visible()
    expect(page.locator("#curtain")).to_be_hidden(timeout=SET_UP_MS)
    expect(delegate).to_contain_text("Selamat bergabung")
    expect(delegate).not_to_contain_text("Usulan ini untuk komisi apa?")

    demo.send_signal(signal.SIGTERM)
    assert demo.wait(60) == 0
    assert demo.stdout.read() == ""


def test_second_demo_takes_another_folder(tmp_path: Path) -> None:
    from contextlib import ExitStack

    from demo.__main__ import own_folder

    with ExitStack() as first, ExitStack() as second:
        assert own_folder(first, tmp_path / "demo") == tmp_path / "demo"
        assert own_folder(second, tmp_path / "demo") == tmp_path / "demo-2"
    with ExitStack() as third:
        assert own_folder(third, tmp_path / "demo") == tmp_path / "demo"
