"""The user guides: every picture is there, used and small; every button they quote is on some screen."""

import re

import pytest

from tests.guards.source import ROOT
from texts import sentences

pytestmark = pytest.mark.quick

FOLDER = ROOT / "docs" / "panduan"
GUIDES = sorted(FOLDER.glob("*.md"))
PICTURE = re.compile(r"!\[[^\]]+\]\((gambar/[\w-]+\.png)\)")
BUTTON = re.compile(r"(?<!!)\[([^\]]+)\](?!\()")
MOST_BYTES = 60_000


def test_each_of_five_has_a_guide() -> None:
    assert [guide.stem for guide in GUIDES] == ["admin", "delegasi", "jfu", "kepala-bidang", "lurah"]


def test_every_picture_is_named_once_and_every_name_is_a_picture() -> None:
    named = [name for guide in GUIDES for name in PICTURE.findall(guide.read_text("utf-8"))]

    there = [f"gambar/{path.name}" for path in (FOLDER / "gambar").iterdir()]
    assert sorted(named) == sorted(there)


def test_every_picture_is_small_enough_for_a_slow_line() -> None:
    assert [path.name for path in (FOLDER / "gambar").iterdir() if path.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_button_in_a_guide_is_a_label_of_ours(guide) -> None:
    labels = [label for label in sentences().values() if len(label) <= 30]

    quoted = {" ".join(label.split()) for label in BUTTON.findall(guide.read_text("utf-8"))}

    assert quoted
    assert [label for label in sorted(quoted) if not any(_means(one, label) for one in labels)] == []


def _means(label: str, quoted: str) -> bool:
    """Whether a label of ours reads so, with a number in it or without."""
    pattern = re.sub(r"\\\{\w+\\\}", r"\\d+", re.escape(label))
    return re.fullmatch(pattern, quoted) is not None
