"""A minute of strangers at the page: people and visitors are answered, and nothing is filled up.

What takes how long is measured by `make stranger`, on a machine that does nothing else.
"""

from __future__ import annotations

from pathlib import Path

from tests.torture.stranger import HANDLES, LINES, besieged

SECONDS = 3.0
#: Those that took all handles, all places and the log; the others have tests of their own.
WORST = {
    "gzip bombs on every path": 16,
    "too big, a byte a second": 1100,
    "trickled uploads": 60,
    "broken-off uploads": 60,
}


def test_strangers_take_neither_handles_nor_places_nor_the_log(tmp_path: Path) -> None:
    with besieged(tmp_path) as siege:
        blows = {name: siege.suffers(name, SECONDS, many) for name, many in WORST.items()}

    refused = {
        code for blow in blows.values() for code in blow.refused if code
    }  # 0: cut off, and comes again
    assert refused == set()
    assert all(blow.others and blow.beats for blow in blows.values())
    assert max(blow.handles for blow in blows.values()) < int(HANDLES) - 100
    assert max(blow.lines for blow in blows.values()) <= LINES // 10
    assert set(blows["gzip bombs on every path"].answers) == {"415"}
    assert '"level": "error"' not in siege.bureau.log_text
    assert "database away" not in siege.bureau.log_text
