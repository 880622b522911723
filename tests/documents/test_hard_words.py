"""What people really type: markup, emoji, endless words, huge amounts. Nothing leaves its cell or page."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from documents.data import MODELS, ScoredLine
from tests.documents import samples
from tests.documents.drawn_papers import drawn, pages, squeezed
from tests.documents.wild_words import wild

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 20 * MM, 30 * MM, 25 * MM


@pytest.fixture(scope="module", params=list(MODELS))
def paper(request: pytest.FixtureRequest) -> Iterator[pdfplumber.PDF]:
    """Each paper full of hard words, opened once: its letters are found in a second and more."""
    made = drawn(request.param, wild(samples.paper(request.param, 12)))
    with pdfplumber.open(BytesIO(made.content)) as pdf:
        yield pdf


def test_hard_words_stay_inside_margins_and_cells(paper: pdfplumber.PDF) -> None:
    assert [problem for page in paper.pages for problem in _outside(page)] == []


def _outside(page: Any) -> list[str]:
    footer = page.height - 20 * MM
    problems = []
    words = page.extract_words(keep_blank_chars=False, x_tolerance=1.5)
    uprights = [line for line in page.lines if abs(line["x0"] - line["x1"]) < 0.1]
    for word in words:
        if word["top"] > footer:
            continue
        if (
            word["x0"] < LEFT - 1
            or word["x1"] > page.width - RIGHT + 1
            or word["top"] < TOP - 1
            or word["bottom"] > page.height - BOTTOM + 2
        ):
            problems.append(f"{page.page_number}: {word['text']} outside the margins")
        middle = (word["top"] + word["bottom"]) / 2
        problems += [
            f"{page.page_number}: {word['text']} crosses a line of its table"
            for line in uprights
            if word["x0"] + 1 < line["x0"] < word["x1"] - 1 and line["top"] < middle < line["bottom"]
        ]
    return problems


def test_lines_never_lie_on_each_other(paper: pdfplumber.PDF) -> None:
    assert [clash for page in paper.pages for clash in _clashes(page)] == []


def _clashes(page: Any) -> list[str]:
    """Words that share more than a hair of the same place."""
    words = sorted(page.extract_words(x_tolerance=1.5), key=lambda word: (round(word["top"]), word["x0"]))
    return [
        f"{page.page_number}: {first['text']} / {second['text']}"
        for first, second in pairwise(words)
        if abs(first["top"] - second["top"]) < 2
        and first["x1"] > second["x0"] + 1
        and second["x1"] > first["x0"] + 1
    ]


@pytest.mark.parametrize("key", ["pra-musrenbang", "skala-prioritas", "berita-acara", "laporan"])
def test_markup_is_read_literally_and_an_emoji_leaves_a_box(key: str) -> None:
    text = "".join(pages(drawn(key, wild(samples.paper(key, 3))).content))

    assert squeezed('<b>Drainase</b> & "saluran" □ {cost} %s \\(rusak)') in text


def test_a_head_taller_than_its_page_is_cut_and_every_row_still_finds_room() -> None:
    data = samples.paper("skala-prioritas", 6).model_dump(mode="json")
    data["criteria"][0]["title"] = "Sangat penting bagi warga " * 400

    text = squeezed(
        "".join(pages(drawn("skala-prioritas", MODELS["skala-prioritas"].model_validate(data)).content))
    )

    assert "…" in text
    assert [line["number"] for line in data["lines"] if squeezed(line["number"]) not in text] == []


def test_an_usulan_that_is_taller_than_a_page_goes_on_overleaf_and_loses_no_word() -> None:
    line = ScoredLine.model_validate(
        samples.proposal(0) | {"problem": " ".join(f"kata{number}" for number in range(2500))}
    )
    data = samples.recap(1).model_copy(update={"sections": ()})
    section = samples.recap(1).sections[0].model_copy(update={"proposals": (line,)})
    data = data.model_copy(update={"sections": (section,)})

    text = "".join(pages(drawn("rekap-musrenbang-kelurahan", data).content))

    assert [number for number in range(2500) if f"kata{number}" not in text] == []


@pytest.mark.parametrize("key", MODELS)
def test_a_season_without_any_usulan_still_makes_every_paper(key: str) -> None:
    assert drawn(key, samples.paper(key, 0)).pages > 0
