"""The columns of a list of usulan: those of its fields, and which row it is, of whom."""

from __future__ import annotations

from sop.core.sheet_column import Column
from sop.proposals.fields import FIELDS, KAMUS, KOMISI, PLACE, PROBLEM, RTRW, TITLE

_FIRST = (
    *RTRW.headings,
    *KOMISI.headings,
    *KAMUS.headings,
    *TITLE.headings,
    *PROBLEM.headings,
    *PLACE.headings,
)
_SAID = tuple(heading for field in FIELDS for heading in field.headings if heading not in _FIRST)

COLUMNS = (
    Column(
        key="no",
        title="No",
        aliases=("nomor urut", "nomor", "no urut"),
        width=8,
        hint="imports.hint_no",
        example="Contoh",
    ),
    Column(
        key="kelurahan",
        title="Kelurahan",
        aliases=(
            "desa",
            "desa/kelurahan",
            "kelurahan/desa",
            "nama kelurahan",
            "nama desa",
            "nama desa/kelurahan",
            "asal kelurahan",
            "asal usulan",
            "kel",
            "wilayah",
        ),
        once=True,
        width=20,
        hint="imports.hint_kelurahan",
        example="Kedung Badak",
    ),
    *_FIRST,  # where an office writes them
    *_SAID,
    Column(
        key="output",
        title="Keluaran",
        aliases=("output", "indikator keluaran", "hasil/keluaran", "keluaran kegiatan"),
        template=False,
    ),
    Column(
        key="author",
        title="Pengusul",
        aliases=("nama pengusul", "delegasi", "diusulkan oleh"),
        width=22,
        hint="imports.hint_author",
    ),
)
