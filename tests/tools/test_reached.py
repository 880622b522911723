"""A refusal is told from another of the same words by its place; what no test reaches is named."""

from pathlib import Path

import pytest

from models.unit import Unit
from sop.core.refused import Refused
from sop.reading import person_name
from tests.tools import reached


def test_a_place_that_was_reached_is_told_from_one_of_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, name in ((Refused, "__init__"), (Unit, "log")):
        monkeypatch.setattr(kind, name, getattr(kind, name))  # it is as before when the test has ended
    reached.watch(str(tmp_path))
    with pytest.raises(Refused) as refused:
        person_name("?")
    (noted,) = tmp_path.iterdir()
    place = noted.read_text().removeprefix("refused ").strip()

    reached.main([str(tmp_path)])

    told = capsys.readouterr().out
    everywhere, acts = len(reached.refusals()), len(reached.acts())
    assert told.startswith(f"1 of {everywhere} refusals were reached, not these:\n")
    assert f"\n0 of {acts} acts were logged, not these:\n" in told
    assert len(told.splitlines()) == 2 + everywhere - 1 + acts
    assert Path(place.rpartition(":")[0]) == Path(refused.traceback[-1].path)
    assert f"  {Path(place).relative_to(reached.ROOT)}  " not in told


def test_refusals_that_are_handed_on_count_too() -> None:
    found = {one.path for one in reached.refusals() if "return Refused(" in _line(one)}

    assert found == {"sop/proposals/kamus.py", "sop/step2_verify/step.py"}


def _line(place: reached.Place) -> str:
    return (reached.ROOT / place.path).read_text().splitlines()[place.first - 1]
