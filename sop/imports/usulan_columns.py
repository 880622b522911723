"""The columns of an usulan file, and by which other headings they are understood."""

from __future__ import annotations

from sop.imports.kind import Column

COLUMNS = (
    Column(key="no", title="No", aliases=("nomor urut", "nomor", "no urut"), width=8, hint="imports.hint_no"),
    Column(
        key="kelurahan",
        title="Kelurahan",
        aliases=("desa", "desa/kelurahan", "kelurahan/desa", "nama kelurahan", "wilayah"),
        required=True,
        width=20,
        hint="imports.hint_kelurahan",
    ),
    Column(key="rt", title="RT", aliases=("rt/rw",), width=6, hint="imports.hint_rt"),
    Column(key="rw", title="RW", width=6, hint="imports.hint_rw"),
    Column(
        key="komisi", title="Komisi", aliases=("bidang", "nama komisi"), width=14, hint="imports.hint_komisi"
    ),
    Column(
        key="code", title="Kode kamus", aliases=("kode", "kode usulan"), width=10, hint="imports.hint_code"
    ),
    Column(
        key="title",
        title="Usulan",
        aliases=("nama kegiatan", "kegiatan", "nama usulan", "uraian", "usulan kegiatan", "uraian usulan"),
        required=True,
        width=44,
        hint="imports.hint_title",
    ),
    Column(
        key="problem",
        title="Masalah",
        aliases=("permasalahan", "latar belakang", "alasan usulan"),
        width=44,
        hint="imports.hint_problem",
    ),
    Column(
        key="place",
        title="Lokasi",
        aliases=("alamat", "lokasi kegiatan", "tempat"),
        required=True,
        width=34,
        hint="imports.hint_place",
    ),
    Column(
        key="volume",
        title="Volume",
        aliases=("vol", "besaran"),
        required=True,
        width=10,
        hint="imports.hint_volume",
    ),
    Column(key="unit", title="Satuan", aliases=("sat", "satuan volume"), width=10, hint="imports.hint_unit"),
    Column(
        key="cost",
        title="Biaya (Rp)",
        aliases=("anggaran", "perkiraan biaya", "usulan biaya", "rencana biaya", "pagu"),
        width=16,
        hint="imports.hint_cost",
    ),
    Column(
        key="households",
        title="KK",
        aliases=("jumlah kk", "penerima kk", "kepala keluarga"),
        width=8,
        hint="imports.hint_households",
    ),
    Column(
        key="people",
        title="Jiwa",
        aliases=("jumlah jiwa", "penerima jiwa", "orang", "penerima"),
        width=8,
        hint="imports.hint_people",
    ),
    Column(
        key="urgency",
        title="Urgensi",
        aliases=("tingkat urgensi", "mendesak"),
        width=12,
        hint="imports.hint_urgency",
    ),
    Column(
        key="land",
        title="Lahan",
        aliases=("kesiapan lahan", "status lahan"),
        width=16,
        hint="imports.hint_land",
    ),
    Column(
        key="author",
        title="Pengusul",
        aliases=("nama pengusul", "delegasi", "diusulkan oleh"),
        width=22,
        hint="imports.hint_author",
    ),
)
