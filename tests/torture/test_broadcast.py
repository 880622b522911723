"""News for many: each once, Telegram's waits are kept, and one message says who could not be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.broadcast import play

pytestmark = pytest.mark.slow


def test_all_who_can_be_told_are_told_once_and_the_admin_reads_who_cannot(tmp_path: Path) -> None:
    """Telegram's limits are on, and three chats are told to wait besides; two block the bot, one is gone."""
    found = play(tmp_path, people=30, too_many=3, blocked=2, deactivated=1)

    assert found.got == [1] * 27
    assert (found.refused, found.early) == (3, 0)
    assert found.tries == [1, 1, 1]
    named = [f"Delegasi 00{at} (Delegasi Kelurahan Kelurahan A)" for at in (1, 2, 3)]
    assert (found.lists, sorted(line.partition(". ")[2] for line in found.named)) == (1, named)
