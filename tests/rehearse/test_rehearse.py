"""The page by which fields and steps are added is true, and what is left out of it is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guards.source import ROOT
from tests.rehearse.page import FIELD, PAGE, STEP, Block, blocks
from tests.rehearse.rehearsal import PARTS, added, checked, copied, places, rehearse, too_many

IN_FIELD, IN_STEP = PARTS


def test_a_field_and_a_step_are_added_by_the_page_alone(tmp_path: Path) -> None:
    said: list[str] = []

    held = rehearse(tmp_path, said.append)

    words = "\n".join(said)
    assert held, words
    assert f"{FIELD}: 5 files touched" in said  # the fifth is its migration
    assert f"{STEP}: 5 files touched" in said
    assert sum(line.startswith("seen: field") for line in said) == 10, words
    assert sum(line.startswith("seen: step") for line in said) == 9, words


def test_a_field_without_its_row_and_a_step_without_its_words_are_noticed(tmp_path: Path) -> None:
    tree = copied(tmp_path)
    added(tree, IN_FIELD, but=lambda block: block.file == "sop/proposals/fields.py" or block.kind == "sh")
    added(tree, IN_STEP, but=lambda block: block.file.startswith("texts/") or block.kind == "sh")

    result = checked(tree, "tests/rehearse/seeing_step.py", "tests/guards/test_columns.py")

    assert result.returncode == 1
    assert "['swadaya'] == []" in result.stdout, result.stdout
    assert "NOT SEEN: step, line of the card" in places(result.stdout)


@pytest.mark.quick
def test_every_block_of_the_page_has_its_file_and_fits_the_tree() -> None:
    page = (ROOT / PAGE).read_text("utf-8")

    for part in PARTS:
        found = blocks(page, part.heading)
        files = [block.file for block in found if block.kind != "sh"]
        assert len(files) == len(set(files)) == 4
        for block in found:
            there = block.file and (ROOT / block.file).exists()
            assert bool(there) == (block.kind == "diff"), block.file
    assert [line for line in page.splitlines() if len(line) > 100] == []


@pytest.mark.quick
def test_a_page_that_does_not_fit_the_tree_says_where(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one\none\n")

    for text in ("one\n", "three\n"):
        with pytest.raises(ValueError, match=r"a\.py does not say once"):
            Block("diff", "a.py", f" {text}+two\n").put_into(tmp_path)
    with pytest.raises(ValueError, match=r"a\.py is there already"):
        Block("python", "a.py", "two\n").put_into(tmp_path)
    with pytest.raises(ValueError, match="not a command of ours"):
        Block("sh", "", "rm a.py\n").put_into(tmp_path)


@pytest.mark.quick
def test_a_longer_list_is_too_long() -> None:
    four = ["models/a.py", "sop/a.py", "texts/a.toml", "docs/a.md"]

    assert too_many(IN_FIELD, [*four, "migrations/versions/0014_a.py"]) == ""
    assert too_many(IN_FIELD, [*four, "sop/b.py"]) == "5 files and 0 migrations; at most 4 and 1"
    assert too_many(IN_STEP, [*four, "sop/b.py"]) == ""
    assert too_many(IN_STEP, [*four, "migrations/versions/0014_a.py"]) != ""
