"""The table of the SOP quotes its source and hangs together."""

from pathlib import Path

import pytest

from models.enums import Stage
from models.posts import Post
from sop.core.posts import PER_KELURAHAN, SIGNS, TITLES
from sop.core.refused import Refused
from sop.core.sop_sheet import SHEET
from sop.core.steps import BESIDE, PAPER_TITLES, STEP, STEPS, PaperKey, next_step, step_of

pytestmark = pytest.mark.quick

SOP_TEXT = Path(__file__).parents[3] / "shared" / "sop.md"

ROWS = [
    (
        "Menerima dan merekap hasil Musrenbang Kelurahan dalam bentuk format pra Musrenbang",
        "Rekap Musrenbang Kelurahan, format laporan",
        "Format laporan pra Musrenbang",
    ),
    (
        "Mem-Verifikasi hasil Musrenbang Kelurahan",
        "Format laporan pra Musrenbang",
        "Format laporan pra Musrenbang (terverifikasi)",
    ),
    (
        "Membentuk tim Musrenbang Kecamatan",
        "Format laporan pra Musrenbang",
        "SK susunan tim Musrenbang Kecamatan",
    ),
    (
        "Menyelenggarakan koordinasi untuk mencermati rekapitulasi hasil Musrenbang Kelurahan, dan membagi"
        " tim dalam empat komisi (pemerintahan, kesra, ekonomi, dan sarpras)",
        "Rekap Musrenbang Kelurahan, format laporan",
        "Susunan Komisi, draft usulan per Komisi, Pedoman Skala Prioritas, Tata Tertib",
    ),
    (
        "Melaksanakan kegiatan Musrenbang tingkat Kecamatan",
        "Susunan Komisi, draft usulan per Komisi, Pedoman Skala Prioritas, Tata Tertib",
        "Skala Prioritas, utusan Musrenbang Kota",
    ),
    (
        "Membuat laporan hasil kegiatan Musrenbang",
        "Skala Prioritas, utusan Musrenbang Kota",
        "Draft laporan hasil kegiatan Musrenbang",
    ),
    (
        "Menandatangani laporan Musrenbang Kecamatan",
        "Draft laporan hasil kegiatan Musrenbang",
        "Laporan hasil kegiatan Musrenbang",
    ),
    (
        "Menggandakan laporan hasil Musrenbang dan mengirimkan ke Bappeda, serta mengarsipkannya",
        "Laporan hasil kegiatan Musrenbang",
        "Laporan hasil kegiatan Musrenbang, bukti distribusi",
    ),
]


#: The eight rows of the SOP come first; what an office adds of its own follows them.
SOP = STEPS[: len(ROWS)]


def test_the_eight_rows_are_quoted() -> None:
    assert [(step.title, step.requires_text, step.output_text) for step in SOP] == ROWS


def test_numbers_and_keys_are_in_order() -> None:
    assert [step.number for step in SOP] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert list(STEP)[: len(SOP)] == [
        "step1_recap",
        "step2_verify",
        "step3_team",
        "step4_coordinate",
        "step5_meeting",
        "step6_report",
        "step7_sign",
        "step8_distribute",
    ]


def test_default_actors() -> None:
    assert [(step.executor, step.checker, step.signer) for step in SOP] == [
        (Post.JFU, None, None),
        (Post.KEPALA_BIDANG, None, None),
        (Post.SEKRETARIS, None, Post.CAMAT),
        (Post.SEKRETARIS, Post.CAMAT, None),
        (Post.TIM, None, None),
        (Post.TIM, Post.SEKRETARIS, None),
        (Post.CAMAT, None, Post.CAMAT),
        (Post.JFU, None, None),
    ]


def test_whatever_a_step_requires_was_made_before_it() -> None:
    made: set[PaperKey] = set()
    for step in STEPS:
        assert set(step.requires) <= made, step.key
        made |= set(step.produces)

    assert made == set(PaperKey) - set(BESIDE)
    assert len({paper for step in SOP for paper in step.produces}) == 13
    assert set(BESIDE.values()) <= set(STEP)


def test_only_the_draft_of_the_report_ends_as_a_draft() -> None:
    assert {step.key for step in SOP if step.ends_as is not Stage.FINAL} == {"step6_report"}
    assert STEP["step6_report"].produces == (PaperKey.DRAFT_LAPORAN,)
    assert STEP["step6_report"].ends_as is Stage.DRAF


def test_the_camat_returns_the_report_to_its_writers() -> None:
    assert {step.key: step.returns_to for step in SOP if step.returns_to} == {"step7_sign": "step6_report"}


def test_steps_follow_each_other() -> None:
    walked = ["step1_recap"]
    while step := next_step(walked[-1]):
        walked.append(step.key)

    assert walked == list(STEP)


def test_a_paper_belongs_to_the_step_that_finishes_it() -> None:
    assert step_of(PaperKey.PRA_MUSRENBANG).key == "step2_verify"
    assert step_of(PaperKey.BERITA_ACARA).key == "step5_meeting"
    assert step_of(PaperKey.UNDANGAN).key == "step4_coordinate"


def test_every_paper_and_every_post_has_a_title() -> None:
    assert set(PAPER_TITLES) == set(PaperKey)
    assert set(TITLES) == set(Post)


def test_posts_of_a_kelurahan_and_posts_that_sign() -> None:
    assert set(PER_KELURAHAN) == {Post.LURAH, Post.DELEGASI}
    assert set(Post) - SIGNS == {Post.ADMIN, Post.TIM, Post.DELEGASI}


def test_the_register_names_the_paper_of_each_record() -> None:
    assert [(record.title, record.paper) for record in SHEET.pencatatan] == [
        ("Rekap Musrenbang Kelurahan", PaperKey.REKAP_KELURAHAN),
        ("SK Susunan Tim Musrenbang Kecamatan", PaperKey.SK_TIM),
        ("Skala Prioritas", PaperKey.SKALA_PRIORITAS),
        ("Laporan Hasil Kegiatan Musrenbang Kecamatan", PaperKey.LAPORAN),
    ]


def test_the_boxes_around_the_table_are_quoted() -> None:
    assert SHEET.nomor == "SOP/P2EPD.1/002"
    assert SHEET.judul == "Musyawarah Perencanaan Pembangunan Kecamatan"
    assert SHEET.peringatan == "Musrenbang dilaksanakan pada awal tahun anggaran"
    assert SHEET.peralatan == "Komputer/Laptop, Printer, Internet, ATK, Ruang Rapat"
    assert "; ".join(SHEET.keterkaitan) == (
        "SOP Penanganan Surat Keluar; SOP Penanganan Surat Masuk; SOP Pengendalian Arsip"
    )
    assert [text.split(" tentang ")[0] for text in SHEET.dasar_hukum] == [
        "Undang-Undang No 25 Tahun 2004",
        "Peraturan Pemerintah Nomor 8 Tahun 2008",
        "Peraturan Pemerintah Republik Indonesia Nomor 30 Tahun 2019",
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017",
        "Keputusan Menteri Dalam Negeri Nomor 050-3708 Tahun 2020",
        "Peraturan Daerah Kota Bogor Nomor 3 Tahun 2021",
        "Peraturan Wali Kota Bogor Nomor 59 Tahun 2023",
    ]


@pytest.mark.skipif(not SOP_TEXT.exists(), reason="the text of the SOP is not beside this clone")
def test_every_quotation_stands_in_the_text_of_the_sop() -> None:
    source = SOP_TEXT.read_text(encoding="utf-8")
    rows = [f"| {s.number} | {s.title} | {s.requires_text} | {s.output_text} |" for s in SOP]
    laws = [f"{number}. {law}\n" for number, law in enumerate(SHEET.dasar_hukum, 1)]
    records = " ".join(f"{number}. {record.title}" for number, record in enumerate(SHEET.pencatatan, 1))
    boxes = [
        f"| Nomor SOP | {SHEET.nomor} |",
        f"| Lintas Fungsi Peta Proses Bisnis | {SHEET.lintas_fungsi} |",
        f"| Aktifitas Lintas Fungsi | {SHEET.aktifitas_lintas_fungsi} |",
        f"| Judul SOP | {SHEET.judul} |",
        f"| Alamat Bapperida | {SHEET.alamat_bapperida} |",
        f"| Peringatan | {SHEET.peringatan} |",
        f"| Keterkaitan | {'; '.join(SHEET.keterkaitan)} |",
        f"| Peralatan/Perlengkapan | {SHEET.peralatan} |",
        f"| Pencatatan dan pendataan | {records} |",
        f"| Kualifikasi pelaksana | {'; '.join(SHEET.kualifikasi)} |",
        f"Actors (kolom Pelaksana): {', '.join(SHEET.pelaksana)}.",
        f'"{SHEET.waktu}"',
    ]

    assert [quote for quote in rows + laws + boxes if quote not in source] == []


def test_a_refusal_carries_its_sentence_and_its_facts() -> None:
    refused = Refused("verify.already_decided", status="layak", key="fact named key")

    assert (refused.key, refused.facts) == (
        "verify.already_decided",
        {"status": "layak", "key": "fact named key"},
    )
