"""A draft survives what happens to people: another command, a crash, a second phone, a night."""

from pathlib import Path

from tests.torture.drafts import play


def test_interrupted_drafts_resume_with_every_answer_kept(tmp_path: Path) -> None:
    """A few of what `make drafts` does to 500."""
    assert play(20, 3, tmp_path, together=4) == []
