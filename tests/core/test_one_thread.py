"""The event loop never touches the database: a season's kinds of work through a bot that would say so."""

from __future__ import annotations

from pathlib import Path

from models.posts import Post
from tests.support.office import Bureau


def test_nothing_touches_the_database_outside_its_thread(tmp_path: Path) -> None:
    with Bureau(tmp_path, entry="tests.core.watched_entry") as bureau:
        office = bureau.office()
        rudi = office.joins(Post.SEKRETARIS, "Rudi Hartono")
        siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        rudi.taps("Tugas")
        siti.taps("Buat usulan")
        siti.sends("halo")
        bureau.telegram.control.fault("sendMessage", "502", times=2)
        rudi.sends("halo")
        rudi.sees("belum saya mengerti")
        siti.blocks_bot()
        siti.unblocks_bot()
        siti.sends("/start")
        siti.waits_for(lambda eyes: eyes.messages[-1].by_bot)

        assert "OUTSIDE" not in bureau.log_text
        assert '"level": "error"' not in bureau.log_text
