"""Size, margins, letters and the look of every page, read from the file."""

from __future__ import annotations

import pytest

from documents.data import MODELS, PaperData, ParafPlace
from documents.drawing.page import Sheet
from documents.drawing.signature import capitals
from documents.forms import attendance_sheet
from tests.documents import samples
from tests.documents.drawn_papers import drawn
from tests.documents.wild_words import wild
from tests.papers.geometry import faults, signers_of
from tests.papers.reader import LEFT, MM, RIGHT, Page, read

KEYS = tuple(key for key in MODELS if key != "draft-laporan")
A4, F4 = (210, 297), (215, 330)
FONTS = {"LiberationSans", "LiberationSansBold"}
BOOK = {"NaskahBonum", "NaskahBonumBold"}


def pages_of(key: str, data: PaperData) -> list[Page]:
    return read(drawn(key, data).content)


def _looked_at(key: str, data: PaperData) -> list[str]:
    return faults(pages_of(key, data), signers_of(data.model_dump(mode="json")))


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("key", KEYS)
def test_a_paper_looks_right(key: str, count: int) -> None:
    assert _looked_at(key, samples.paper(key, count)) == []


@pytest.mark.parametrize("count", [0, 5])
@pytest.mark.parametrize("key", KEYS)
def test_names_of_80_characters_3000_of_problem_nothing_and_999_miliar_look_right(
    key: str, count: int
) -> None:
    assert _looked_at(key, wild(samples.paper(key, count))) == []


@pytest.mark.parametrize("name", ["Tuti", "Drs. H. Raden Mohammad " + "Wiranatakusumah " * 4])
@pytest.mark.parametrize("key", ["sk-tim", "pedoman-skala-prioritas", "laporan"])
def test_three_places_for_a_paraf_stand_around_the_signature(key: str, name: str) -> None:
    """One level below: right of the post; two: left of it; three: left of the name."""
    sample = samples.paper(key, 1)
    posts = ("JFU", "Kepala Bidang", "Sekretaris Kecamatan")
    paraf = tuple(ParafPlace(post=f"p{at}", title=post) for at, post in enumerate(posts))
    signer = sample.signer.model_copy(update={"name": name, "nip": "19990909 202001 1 009"})
    data = sample.model_copy(update={"signer": signer, "paraf": paraf})
    pages = pages_of(key, data)

    assert faults(pages, signers_of(data.model_dump(mode="json"))) == []
    [page] = [page for page in pages if any(line.text == "Paraf JFU" for line in page.lines)]
    found = {line.text: line for line in page.lines if line.text.startswith("Paraf ")}
    third, second, first = found["Paraf JFU"], found["Paraf Kepala"], found["Paraf Sekretaris"]
    assert first.left > second.right
    assert second.top <= first.top + 1
    assert third.top > second.top
    assert third.right < first.left
    assert abs(third.left - second.left) < 20


def test_reports_are_a4_letters_and_keputusan_are_f4() -> None:
    sizes = {
        key: {tuple(sorted((round(page.wide / MM), round(page.high / MM)))) for page in pages_of(key, sample)}
        for key in KEYS
        if (sample := samples.paper(key, 1))
    }

    reports = {"rekap-musrenbang-kelurahan", "pra-musrenbang", "usulan-per-komisi", "laporan"}
    assert sizes == {key: {A4 if key in reports else F4} for key in KEYS}


def test_the_table_of_priorities_lies_sideways() -> None:
    pages = pages_of("skala-prioritas", samples.paper("skala-prioritas", 40))

    assert [page for page in pages if page.wide < page.high] == []


@pytest.mark.parametrize("key", ["skala-prioritas", "berita-acara", "bukti-distribusi", "utusan"])
def test_letters_are_those_of_the_office(key: str) -> None:
    """Kop 14, 18 and 12 points, running text 12 and notes 9, everything in a face as wide as Arial."""
    pages = pages_of(key, samples.paper(key, 1))
    kop = [line.size for line in pages[0].lines[:3]]
    wide = 0.6 if key == "skala-prioritas" else 0.9  # of the page: no cell of a table is
    running = {
        line.size
        for page in pages
        for line in page.lines
        if line.right - line.left > wide * (page.wide - LEFT - RIGHT)
        and "Bold" not in line.font
        and "@" not in line.text
    }

    assert kop == [14.0, 18.0, 12.0]
    assert running - {9.0} == {12.0}
    assert {line.font for page in pages for line in (*page.lines, *page.footer)} == FONTS


def test_a_keputusan_is_set_in_a_face_like_bookman_12() -> None:
    page = pages_of("sk-tim", samples.paper("sk-tim", 1))[0]
    clauses = [line for line in page.lines if line.font in BOOK]

    assert {line.size for line in clauses} == {12.0}
    assert len(clauses) > 20


def _ends_full(data: PaperData) -> bool:
    """Whether nothing but the code would come on the last page, were nothing done about it."""
    sheet = Sheet(
        key="daftar-hadir",
        stage="naskah",
        version=1,
        number=None,
        made_at=samples.MADE_AT,
        verify_url="https://t.me/x",
    )
    attendance_sheet.write(sheet, data)
    sheet.drop()
    return sheet.code_alone


def test_the_code_for_verification_never_has_a_page_to_itself() -> None:
    sheets = [
        samples.paper("daftar-hadir", 1).model_copy(update={"blank_rows": rows}) for rows in range(4, 40, 2)
    ]
    full = [data for data in sheets if _ends_full(data)]

    assert full
    assert [fault for data in full for fault in _looked_at("daftar-hadir", data)] == []


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("Drs. H. Rahmat Hidayat, M.Si.", "Drs. H. RAHMAT HIDAYAT, M.Si."),
        ("dr. Hj. Nur'aini Al-Fatih", "dr. Hj. NUR'AINI AL-FATIH"),
        ("Ujang", "UJANG"),
        ("", ""),
    ],
)
def test_a_name_is_signed_in_capitals_and_its_gelar_as_they_are(name: str, signed: str) -> None:
    assert capitals(name) == signed


@pytest.mark.parametrize("key", ["sk-tim", "laporan", "undangan"])
def test_a_name_of_usual_length_stands_on_one_line_with_its_gelar(key: str) -> None:
    """In the wider letters of a keputusan, too."""
    sample = samples.paper(key, 1)
    signer = sample.signer.model_copy(update={"name": "H. Wirya Pengandaian, S.STP., M.Si."})
    pages = pages_of(key, sample.model_copy(update={"signer": signer}))

    assert "H. WIRYA PENGANDAIAN, S.STP., M.Si." in [line.text for page in pages for line in page.lines]
