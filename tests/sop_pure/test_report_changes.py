"""What a report says about the version that was returned."""

import pytest

from documents.data import Narrative, Report, ScoredLine
from sop.step6_report.report_changes import MOST_NAMED, differences
from tests.documents.samples import report

pytestmark = pytest.mark.quick


def changed(before: Report, now: Report) -> tuple[str, ...]:
    return differences(before.model_dump(mode="json"), now)


def with_lines(before: Report, lines: tuple[ScoredLine, ...]) -> Report:
    return before.model_copy(update={"scale": before.scale.model_copy(update={"lines": lines})})


def test_same_report_says_so() -> None:
    before = report(6)

    assert changed(before, before) == ("Isi tidak berubah.",)


def test_parts_that_were_rewritten_are_named() -> None:
    before = report(3)
    told = Narrative(background=before.narrative.background, results="Baru.", closing="Demikian.")

    after = before.model_copy(update={"narrative": told})

    assert changed(before, after) == ("Bagian III Hasil diubah.", "Bagian V Penutup diubah.")


def test_usulan_that_change_places_are_named() -> None:
    before = report(3)
    one, two, three = before.scale.lines
    moved = (two.model_copy(update={"order": 1}), one.model_copy(update={"order": 2}), three)

    assert changed(before, with_lines(before, moved)) == (
        f"Usulan {two.number} pindah dari urutan 2 ke urutan 1.",
        f"Usulan {one.number} pindah dari urutan 1 ke urutan 2.",
    )


def test_usulan_that_fell_out_changes_the_sum() -> None:
    before = report(3)
    last = before.scale.lines[2]

    said = changed(before, with_lines(before, before.scale.lines[:2]))

    assert said[0].startswith("Kegiatan disepakati: semula 3 senilai ")
    assert said[1:] == (f"Usulan {last.number} tidak lagi tercantum dalam prioritas.",)


def test_many_changed_places_are_counted() -> None:
    before = report(20)
    turned = tuple(
        line.model_copy(update={"order": place})
        for place, line in enumerate(reversed(before.scale.lines), start=1)
    )

    said = changed(before, with_lines(before, turned))

    assert len(said) == MOST_NAMED + 1
    assert said[-1] == "Urutan 10 usulan lain juga berubah."


def test_figures_that_changed_are_named_with_both_values() -> None:
    before = report(6)
    after = before.model_copy(update={"entered": before.entered[:5]})

    assert changed(before, after) == ("Usulan masuk: semula 6, menjadi 5.",)
