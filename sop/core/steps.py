"""The SOP as a table: its eight rows, quoted letter by letter, and the papers they need and make."""

from dataclasses import dataclass
from enum import StrEnum

from models.enums import Stage
from models.posts import Post
from texts import plain


class PaperKey(StrEnum):
    """The papers of a season; the value is stored and is also the name of the file."""

    REKAP_KELURAHAN = "rekap-musrenbang-kelurahan"
    PRA_MUSRENBANG = "pra-musrenbang"
    SK_TIM = "sk-tim"
    SUSUNAN_KOMISI = "susunan-komisi"
    USULAN_PER_KOMISI = "usulan-per-komisi"
    PEDOMAN = "pedoman-skala-prioritas"
    TATA_TERTIB = "tata-tertib"
    SKALA_PRIORITAS = "skala-prioritas"
    UTUSAN = "utusan"
    BERITA_ACARA = "berita-acara"
    DRAFT_LAPORAN = "draft-laporan"
    LAPORAN = "laporan"
    BUKTI_DISTRIBUSI = "bukti-distribusi"
    UNDANGAN = "undangan"
    DAFTAR_HADIR = "daftar-hadir"
    NOTULEN = "notulen"
    SURAT_MANDAT = "surat-mandat"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row of the SOP; its run in a season, with a deadline of its own, is a row of the database."""

    key: str  #: stored in the database; never renamed, never reused
    number: int  #: kolom "No"; it only orders the rows
    title: str  #: kolom "Aktivitas"
    executor: Post  #: kolom "Pelaksana"; a default, the kecamatan may set another
    helps: tuple[Post, ...] = ()  #: who works along with the executor
    checker: Post | None = None
    signer: Post | None = None
    told: tuple[Post, ...] = ()  #: who hears that the step is done, beside the next actor
    requires_text: str  #: kolom "Persyaratan/Kelengkapan"
    #: papers that must exist before the step opens. Step 1 has none: the kelurahan bring theirs to it, and
    #: its own rekap is what becomes of them.
    requires: tuple[PaperKey, ...] = ()
    output_text: str  #: kolom "Output"
    produces: tuple[PaperKey, ...]
    ends_as: Stage = Stage.FINAL  #: the stage in which all that it produces must be stored before it closes
    #: the step that a return reopens; None: the step itself goes back to its executor
    returns_to: str | None = None
    # Kolom "Waktu" says "Tentatif Kecamatan" eight times: the deadline is a column of the step's run.


STEPS: tuple[Step, ...] = (
    Step(
        key="step1_recap",
        number=1,
        title="Menerima dan merekap hasil Musrenbang Kelurahan dalam bentuk format pra Musrenbang",
        executor=Post.JFU,
        told=(Post.SEKRETARIS, Post.LURAH, Post.DELEGASI),
        requires_text="Rekap Musrenbang Kelurahan, format laporan",
        output_text="Format laporan pra Musrenbang",
        produces=(PaperKey.REKAP_KELURAHAN, PaperKey.PRA_MUSRENBANG),
    ),
    Step(
        key="step2_verify",
        number=2,
        title="Mem-Verifikasi hasil Musrenbang Kelurahan",
        executor=Post.KEPALA_BIDANG,
        told=(Post.JFU, Post.LURAH),
        requires_text="Format laporan pra Musrenbang",
        requires=(PaperKey.PRA_MUSRENBANG,),
        output_text="Format laporan pra Musrenbang (terverifikasi)",
        produces=(PaperKey.PRA_MUSRENBANG,),
    ),
    Step(
        key="step3_team",
        number=3,
        title="Membentuk tim Musrenbang Kecamatan",
        executor=Post.SEKRETARIS,
        signer=Post.CAMAT,
        told=(Post.KEPALA_BIDANG, Post.TIM),
        requires_text="Format laporan pra Musrenbang",
        requires=(PaperKey.PRA_MUSRENBANG,),
        output_text="SK susunan tim Musrenbang Kecamatan",
        produces=(PaperKey.SK_TIM,),
    ),
    Step(
        key="step4_coordinate",
        number=4,
        title=(
            "Menyelenggarakan koordinasi untuk mencermati rekapitulasi hasil Musrenbang Kelurahan, dan "
            "membagi tim dalam empat komisi (pemerintahan, kesra, ekonomi, dan sarpras)"
        ),
        executor=Post.SEKRETARIS,
        helps=(Post.TIM,),
        checker=Post.CAMAT,
        told=(Post.JFU, Post.TIM, Post.LURAH),
        requires_text="Rekap Musrenbang Kelurahan, format laporan",
        requires=(PaperKey.REKAP_KELURAHAN, PaperKey.PRA_MUSRENBANG),
        output_text="Susunan Komisi, draft usulan per Komisi, Pedoman Skala Prioritas, Tata Tertib",
        produces=(
            PaperKey.SUSUNAN_KOMISI,
            PaperKey.USULAN_PER_KOMISI,
            PaperKey.PEDOMAN,
            PaperKey.TATA_TERTIB,
        ),
    ),
    Step(
        key="step5_meeting",
        number=5,
        title="Melaksanakan kegiatan Musrenbang tingkat Kecamatan",
        executor=Post.TIM,
        told=(Post.SEKRETARIS, Post.CAMAT, Post.LURAH, Post.DELEGASI),
        requires_text="Susunan Komisi, draft usulan per Komisi, Pedoman Skala Prioritas, Tata Tertib",
        requires=(
            PaperKey.SUSUNAN_KOMISI,
            PaperKey.USULAN_PER_KOMISI,
            PaperKey.PEDOMAN,
            PaperKey.TATA_TERTIB,
        ),
        output_text="Skala Prioritas, utusan Musrenbang Kota",
        produces=(PaperKey.SKALA_PRIORITAS, PaperKey.UTUSAN, PaperKey.BERITA_ACARA),
    ),
    Step(
        key="step6_report",
        number=6,
        title="Membuat laporan hasil kegiatan Musrenbang",
        executor=Post.TIM,
        helps=(Post.JFU,),
        checker=Post.SEKRETARIS,
        told=(Post.JFU,),
        requires_text="Skala Prioritas, utusan Musrenbang Kota",
        requires=(PaperKey.SKALA_PRIORITAS, PaperKey.UTUSAN),
        output_text="Draft laporan hasil kegiatan Musrenbang",
        produces=(PaperKey.DRAFT_LAPORAN,),
        ends_as=Stage.DRAF,
    ),
    Step(
        key="step7_sign",
        number=7,
        title="Menandatangani laporan Musrenbang Kecamatan",
        executor=Post.CAMAT,
        signer=Post.CAMAT,
        told=(Post.SEKRETARIS, Post.TIM),
        requires_text="Draft laporan hasil kegiatan Musrenbang",
        requires=(PaperKey.DRAFT_LAPORAN,),
        output_text="Laporan hasil kegiatan Musrenbang",
        produces=(PaperKey.LAPORAN,),
        returns_to="step6_report",
    ),
    Step(
        key="step8_distribute",
        number=8,
        title=("Menggandakan laporan hasil Musrenbang dan mengirimkan ke Bappeda, serta mengarsipkannya"),
        executor=Post.JFU,
        told=(Post.SEKRETARIS, Post.CAMAT, Post.TIM, Post.KEPALA_BIDANG, Post.LURAH, Post.DELEGASI),
        requires_text="Laporan hasil kegiatan Musrenbang",
        requires=(PaperKey.LAPORAN,),
        output_text="Laporan hasil kegiatan Musrenbang, bukti distribusi",
        produces=(PaperKey.BUKTI_DISTRIBUSI,),
    ),
)

#: Papers that an office makes on the way, and the step that they help; no step waits for one of them.
BESIDE: dict[PaperKey, str] = {
    PaperKey.UNDANGAN: "step4_coordinate",
    PaperKey.DAFTAR_HADIR: "step5_meeting",
    PaperKey.NOTULEN: "step5_meeting",
    PaperKey.SURAT_MANDAT: "step5_meeting",
}

STEP: dict[str, Step] = {step.key: step for step in STEPS}


def step_name(step: Step) -> str:
    """What a step is called on a card, in a word or two; its words name it (texts/KEY/KEY.toml)."""
    return plain(f"{step.key}.short")


def next_step(key: str) -> Step | None:
    """The step whose turn comes after this one; None after the last, when the season closes."""
    number = STEP[key].number
    return STEPS[number] if number < len(STEPS) else None


def step_of(paper: PaperKey) -> Step:
    """The last step that works on the paper, which is the one that finishes it."""
    if paper in BESIDE:
        return STEP[BESIDE[paper]]
    return next(step for step in reversed(STEPS) if paper in step.produces)


#: What a paper is called in a list or on a button; the SOP's own words where it names the paper.
PAPER_TITLES: dict[PaperKey, str] = {
    PaperKey.REKAP_KELURAHAN: "Rekap Musrenbang Kelurahan",
    PaperKey.PRA_MUSRENBANG: "Format laporan pra Musrenbang",
    PaperKey.SK_TIM: "SK susunan tim Musrenbang Kecamatan",
    PaperKey.SUSUNAN_KOMISI: "Susunan Komisi",
    PaperKey.USULAN_PER_KOMISI: "Draft usulan per Komisi",
    PaperKey.PEDOMAN: "Pedoman Skala Prioritas",
    PaperKey.TATA_TERTIB: "Tata Tertib",
    PaperKey.SKALA_PRIORITAS: "Skala Prioritas",
    PaperKey.UTUSAN: "Utusan Musrenbang Kota",
    PaperKey.BERITA_ACARA: "Berita Acara Musrenbang Kecamatan",
    PaperKey.DRAFT_LAPORAN: "Draft laporan hasil kegiatan Musrenbang",
    PaperKey.LAPORAN: "Laporan hasil kegiatan Musrenbang",
    PaperKey.BUKTI_DISTRIBUSI: "Bukti distribusi",
    PaperKey.UNDANGAN: "Undangan Musrenbang Kecamatan",
    PaperKey.DAFTAR_HADIR: "Daftar hadir Musrenbang",
    PaperKey.NOTULEN: "Notulen Musrenbang",
    PaperKey.SURAT_MANDAT: "Surat mandat utusan",
}
