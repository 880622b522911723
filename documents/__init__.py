"""Papers: functions from frozen data to bytes. No session, no settings, no clock; same data, same bytes."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from documents.data import MODELS
from documents.drawing.own_fonts import own_fonts


class Drawn(NamedTuple):
    """A paper as bytes, with the number of its pages."""

    content: bytes
    pages: int
    lost: tuple[str, ...] = ()  #: paragraphs edited in Word once that this paper does not have


#: key of the paper -> the module that draws it. Loaded on first use: fpdf2 is heavy.
DRAWN_BY = {
    "rekap-musrenbang-kelurahan": "documents.forms.kelurahan_recap",
    "pra-musrenbang": "documents.forms.pre_musrenbang",
    "sk-tim": "documents.forms.team_decree",
    "susunan-komisi": "documents.forms.commission_plan",
    "usulan-per-komisi": "documents.forms.commission_proposals",
    "pedoman-skala-prioritas": "documents.forms.priority_guide",
    "tata-tertib": "documents.forms.rules_of_order",
    "skala-prioritas": "documents.forms.priority_scale",
    "utusan": "documents.forms.delegate_list",
    "berita-acara": "documents.forms.minutes",
    "draft-laporan": "documents.forms.report",
    "laporan": "documents.forms.report",
    "bukti-distribusi": "documents.forms.distribution",
    "undangan": "documents.forms.invitation",
    "daftar-hadir": "documents.forms.attendance_sheet",
    "notulen": "documents.forms.meeting_notes",
    "surat-mandat": "documents.forms.mandate",
}


def draw(
    key: str,
    data: dict[str, Any],
    *,
    stage: str,
    version: int,
    number: str | None,
    made_at: datetime,
    verify_url: str | None,
    arms: bytes | None = None,
    pictures: Mapping[str, bytes] | None = None,
    fonts: Path | None = None,
    mark: str = "",
) -> Drawn:
    """Draw a paper from the data that were frozen when it was asked for.

    `stage` is "draf" (the word DRAF over every page), "naskah" or "final"; the last two look the same.
    `arms` is the picture whose hash the office's data name; `pictures` are others that the data name, by
    their hashes; `fonts` is a folder with typefaces of the office's own; `mark` stands above every page.
    """
    frozen = MODELS[key].model_validate(data)
    form = import_module(DRAWN_BY[key])
    page = import_module("documents.drawing.page")
    editing = import_module("documents.drawing.editing")
    own = own_fonts(fonts).files

    def written(short_page: int = 0) -> Any:
        sheet = page.Sheet(
            key=key,
            stage=stage,
            version=version,
            number=number,
            made_at=made_at,
            verify_url=verify_url,
            short_page=short_page,
            own_fonts=own,
        )
        sheet.source, sheet.mark = frozen.source, mark
        sheet.arms = arms
        sheet.editing = editing.Editing(frozen.edits)
        sheet.pictures = {} if pictures is None else pictures
        form.write(sheet, frozen)
        return sheet

    sheet = written()
    if sheet.code_alone:
        sheet.drop()
        sheet = written(sheet.pages)
    return Drawn(sheet.output(), sheet.pages, tuple(sheet.editing.lost))
