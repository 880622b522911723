"""The main road of the story on the page: every word is typed and every button pressed in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from demo.story import SCENES
from demo.story.papers import check, collect
from demo.story.usulan import LAYAK, sample_usulan
from tests.demo.page_phone import KELURAHAN, story_on_page


@pytest.mark.slow
def test_whole_season_on_the_page(page: Page, tmp_path: Path) -> None:
    usulan = [one for one in sample_usulan() if one.kelurahan == KELURAHAN and one.verdict == LAYAK][:2]
    with story_on_page(page, tmp_path, usulan) as story:
        for scene in SCENES:
            scene.play(story)

        bapperida = page.locator('.phone[data-post="bapperida"]')
        expect(bapperida).to_contain_text("Diterima oleh")
        assert len(check(story, collect(story, tmp_path / "out"))) == 2
