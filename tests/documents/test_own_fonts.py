"""Typefaces of the office's own: printed with where they are whole; else what is wrong is said."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from pypdf import PdfReader

from bot.starting.fonts import FONTS, said_of_fonts
from documents import draw
from documents.drawing.typeface import FOLDER
from tests.documents import samples
from tests.documents.word_and_pdf import MADE_AT


def renamed(name: str, family: str, to: Path, *, embed: bool = True) -> None:
    """One of our fonts under another name, as a foundry would have sold it."""
    with TTFont(FOLDER / name) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 6):
                record.string = family
        font["OS/2"].fsType = 0 if embed else 2
        font.save(to)


def faces(folder: Path) -> set[str]:
    """Which fonts a keputusan brings along."""
    data = samples.paper("sk-tim", 3).model_dump(mode="json")
    made = draw(
        "sk-tim",
        data,
        stage="naskah",
        version=1,
        number="1",
        made_at=MADE_AT,
        verify_url=None,
        fonts=folder / FONTS,
    )
    found = set()
    for page in PdfReader(BytesIO(made.content)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    return found


def test_arial_of_the_office_is_printed_with_and_a_broken_bookman_is_named(tmp_path: Path) -> None:
    folder = tmp_path / FONTS
    assert said_of_fonts(tmp_path) == []
    ours = faces(tmp_path)
    folder.mkdir()
    renamed("LiberationSans-Regular.ttf", "KantorBiasa", folder / "Arial.ttf")
    renamed("LiberationSans-Bold.ttf", "KantorTebal", folder / "ARIALBD.TTF")
    renamed("NaskahBonum-Regular.ttf", "Bookman", folder / "BOOKOS.TTF")
    (folder / "BOOKOSB.TTF").write_bytes(b"bukan huruf")
    shutil.copy(folder / "Arial.ttf", folder / "Lain.ttf")

    used, broken, unknown = said_of_fonts(tmp_path)
    assert used == "Huruf kantor dipakai pada dokumen: Arial."
    assert broken.startswith(f"Huruf BOOKOSB.TTF di {folder} rusak atau bukan TTF")
    assert unknown.startswith(f"Berkas Lain.ttf di {folder} tidak dikenal")
    with_theirs = faces(tmp_path)
    assert {one for one in with_theirs if "Kantor" in one} == {"KantorBiasa", "KantorTebalBold"}
    assert {one for one in with_theirs if "Bonum" in one} == {one for one in ours if "Bonum" in one} != set()

    renamed("LiberationSans-Bold.ttf", "KantorTebal", folder / "ARIALBD.TTF", embed=False)
    assert "menurut lisensinya" in said_of_fonts(tmp_path)[0]
    (folder / "ARIALBD.TTF").unlink()
    assert "baru satu muka" in said_of_fonts(tmp_path)[0]
    assert faces(tmp_path) == ours
