"""What an usulan is: a row for each of its fields, and everything else that knows fields reads these rows.

From them come the questions of the form, the lines of the cards, what is kept in a version and told of a
change, the columns of import, template and export, the lines of the receipt, and for which of them Kepala
Bidang may return an usulan. A field that needs more than a typed answer (kamus, pin, photos) is `own`: its
question is in handlers/proposals/, by its key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from models.enums import Kind, Komisi
from models.proposal import Proposal
from sop.core.masking import masked
from sop.core.sheet_column import Column
from sop.proposals.pricing import over_kamus
from sop.proposals.proposal_words import (
    Saying,
    beneficiary_words,
    kamus_words,
    komisi_words,
    land_words,
    pin_words,
    rt_rw_words,
    urgency_words,
    volume_words,
)
from sop.reading import people, rt_rw, rupiah, sentence
from texts import Html, plain, say
from texts.figures import rupiah as in_figures

Cell = str | int | float | None


@dataclass(frozen=True, kw_only=True)
class Export:
    """A column of the list of everything (`export --layout usulan`)."""

    heading: str  #: key of a sentence
    width: int  #: letters
    value: Callable[[Proposal], Cell]
    form: str = "text"  #: text, number, money or date


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of an usulan."""

    key: str  #: of its question, in versions and in what is returned: stored, and never another
    columns: tuple[str, ...]  #: of models.proposal.Proposal
    words: Callable[[Saying], str]  #: what it says, as a reader sees it; "" where nothing was said
    ask: str  #: key of the sentence that asks
    label: str  #: key of its name as a heading: "Biaya"
    name: str  #: key of its name within a sentence: "biaya"
    read: Callable[[str], Any] | None = None  #: typed words -> its value; raises Refused
    when: Callable[[Proposal], bool] = lambda _proposal: True  #: whether it is asked of this usulan
    optional: bool = False
    own: bool = False  #: its question is in handlers/proposals/
    returned_for: tuple[str, ...] = ()  #: codes of the reasons for which Kepala Bidang returns it
    headings: tuple[Column, ...] = ()  #: of a list that is imported
    exports: tuple[Export, ...] = ()
    receipt: str | None = None  #: key of its name on the receipt
    longest: int = 200  #: letters of it on the receipt, which stays one page
    line: bool = False  #: both cards, and the recap, name it in a line of its own

    @property
    def typed(self) -> bool:
        """Whether its value is what was typed, in its one column."""
        return not self.own and len(self.columns) == 1


def money(key: str, heading: Column, **more: Any) -> Field:
    """An amount in rupiah that may be left out; its sentences: texts/proposals/fields.toml.

    None ships; docs/adding-a-step.md adds one, and `make rehearse` does it.
    """
    return Field(
        key=key,
        columns=(key,),
        words=lambda one: _amount(one, key),
        ask=f"fields.ask_{key}",
        label=f"fields.{key}",
        name=f"fields.{key}_within",
        read=rupiah,
        optional=True,
        headings=(replace(heading, money=True),),
        exports=(
            Export(heading=f"fields.{key}", width=18, form="money", value=lambda one: getattr(one, key)),
        ),
        receipt=f"fields.{key}",
        line=True,
        **more,
    )


def _amount(one: Saying, key: str) -> str:
    amount = getattr(one, key)
    return in_figures(amount) if amount is not None else ""


def _number(one: Proposal) -> float | None:
    return float(one.volume) if one.volume is not None else None


KOMISI = Field(
    key="komisi",
    columns=("komisi",),
    words=komisi_words,
    ask="step1_recap.ask_komisi",
    label="step1_recap.label_komisi",
    name="step2_verify.field_komisi",
    own=True,
    returned_for=("wrong_komisi", "office"),
    headings=(
        Column(
            key="komisi",
            title="Komisi",
            aliases=(
                "bidang",
                "nama komisi",
                "bidang pembangunan",
                "bidang urusan",
                "bidang komisi",
            ),
            once=True,
            width=14,
            hint="imports.hint_komisi",
            example="Sarpras",
        ),
    ),
    exports=(Export(heading="export.komisi", width=14, value=lambda one: komisi_words(one) or None),),
    receipt="receipts.komisi",
)

KAMUS = Field(
    key="kamus",
    columns=("kamus_code", "outside_kamus"),
    words=kamus_words,
    ask="step1_recap.ask_kamus",
    label="step1_recap.label_kamus",
    name="step2_verify.field_kamus",
    own=True,
    returned_for=("wrong_kamus", "not_in_kamus", "office"),
    headings=(
        Column(
            key="code",
            title="Kode kamus",
            aliases=("kode", "kode usulan"),
            width=10,
            hint="imports.hint_code",
            example="SP-01",
        ),
    ),
    exports=(Export(heading="export.kamus", width=10, value=lambda one: one.kamus_code),),
    receipt="receipts.kamus",
)

TITLE = Field(
    key="title",
    columns=("title", "kind"),
    words=lambda one: one.title or "",
    ask="step1_recap.ask_title",
    label="step1_recap.label_title",
    name="step2_verify.field_title",
    own=True,
    headings=(
        Column(
            key="title",
            title="Usulan",
            aliases=(
                "nama kegiatan",
                "kegiatan",
                "nama usulan",
                "uraian",
                "usulan kegiatan",
                "uraian usulan",
                "uraian kegiatan",
                "jenis kegiatan",
                "jenis usulan",
                "judul usulan",
                "kegiatan yang diusulkan",
                "kegiatan prioritas",
                "nama usulan kegiatan",
                "usulan program kegiatan",
                "program/kegiatan",
                "pekerjaan",
                "nama pekerjaan",
            ),
            required=True,
            width=44,
            hint="imports.hint_title",
            example="Drainase",
        ),
    ),
    exports=(
        Export(heading="export.title", width=40, value=lambda one: masked(one.title or "")),
        Export(
            heading="export.kind",
            width=10,
            value=lambda one: plain(f"export.kind_{Kind(one.kind).name.lower()}") if one.kind else None,
        ),
    ),
    receipt="receipts.activity",
    longest=300,
)

PROBLEM = Field(
    key="problem",
    columns=("problem",),
    words=lambda one: one.problem or "",
    ask="step1_recap.ask_problem",
    label="step1_recap.label_problem",
    name="step2_verify.field_problem",
    read=lambda typed: sentence(typed, 10, 3000),
    own=True,
    returned_for=("problem_unclear", "data"),
    headings=(
        Column(
            key="problem",
            title="Masalah",
            aliases=("permasalahan", "latar belakang", "alasan usulan", "uraian masalah", "masalah/alasan"),
            width=44,
            hint="imports.hint_problem",
            example="Saluran tersumbat, air meluap ke 20 rumah setiap hujan.",
        ),
    ),
    exports=(Export(heading="export.problem", width=50, value=lambda one: masked(one.problem or "")),),
    receipt="receipts.problem",
    longest=600,
)

PLACE = Field(
    key="place",
    columns=("place",),
    words=lambda one: one.place or "",
    ask="step1_recap.ask_place",
    label="step1_recap.label_place",
    name="step2_verify.field_place",
    read=lambda typed: sentence(typed, 5, 300),
    own=True,
    returned_for=("address", "place_unclear", "place_outside"),
    headings=(
        Column(
            key="place",
            title="Lokasi",
            aliases=(
                "alamat",
                "lokasi kegiatan",
                "tempat",
                "alamat lokasi",
                "lokasi/alamat",
                "detail lokasi",
            ),
            width=34,
            hint="imports.hint_place",
            example="Gang Mawar depan musala",
        ),
    ),
    exports=(Export(heading="export.place", width=34, value=lambda one: masked(one.place or "")),),
    receipt="receipts.place",
    longest=300,
)

RTRW = Field(
    key="rtrw",
    columns=("rt", "rw"),
    words=rt_rw_words,
    ask="step1_recap.ask_rtrw",
    label="step1_recap.label_rtrw",
    name="step2_verify.field_rtrw",
    read=rt_rw,
    own=True,
    returned_for=("address", "rtrw_wrong", "rtrw_mismatch"),
    headings=(
        Column(key="rt", title="RT", aliases=("rt/rw",), width=6, hint="imports.hint_rt", example="3"),
        Column(key="rw", title="RW", width=6, hint="imports.hint_rw", example="5"),
    ),
    exports=(
        Export(heading="export.rt", width=6, form="number", value=lambda one: one.rt),
        Export(heading="export.rw", width=6, form="number", value=lambda one: one.rw),
    ),
    receipt="receipts.rtrw",
)

PIN = Field(
    key="pin",
    columns=("lat", "lon"),
    words=pin_words,
    ask="step1_recap.ask_pin",
    label="step1_recap.label_pin",
    name="step2_verify.field_pin",
    own=True,
    optional=True,
    returned_for=("address", "pin_wrong", "pin_missing"),
    exports=(
        Export(heading="export.lat", width=11, form="number", value=lambda one: one.lat),
        Export(heading="export.lon", width=11, form="number", value=lambda one: one.lon),
    ),
    receipt="receipts.pin",
)

VOLUME = Field(
    key="volume",
    columns=("volume", "unit", "dimensions"),
    words=volume_words,
    ask="step1_recap.ask_volume",
    label="step1_recap.label_volume",
    name="step2_verify.field_volume",
    own=True,
    returned_for=("volume_odd", "volume_unit", "data"),
    headings=(
        Column(
            key="volume",
            title="Volume",
            aliases=(
                "vol",
                "besaran",
                "target",
                "target volume",
                "kuantitas",
                "volume/satuan",
                "vol/sat",
                "volume dan satuan",
                "volume satuan",
            ),
            width=10,
            hint="imports.hint_volume",
            example="40",
        ),
        Column(
            key="unit",
            title="Satuan",
            aliases=("sat", "satuan volume", "target satuan"),
            width=10,
            hint="imports.hint_unit",
            example="m",
        ),
    ),
    exports=(
        Export(heading="export.volume", width=12, form="number", value=_number),
        Export(heading="export.unit", width=10, value=lambda one: one.unit),
        Export(heading="export.dimensions", width=16, value=lambda one: one.dimensions),
    ),
    receipt="receipts.volume",
)

COST = Field(
    key="cost",
    columns=("cost",),
    words=lambda one: _amount(one, "cost"),
    ask="step1_recap.ask_cost",
    label="step1_recap.label_cost",
    name="step2_verify.field_cost",
    read=rupiah,
    own=True,
    returned_for=("cost_high", "cost_low", "data"),
    headings=(
        Column(
            key="cost",
            title="Biaya (Rp)",
            money=True,
            aliases=(
                "anggaran",
                "perkiraan biaya",
                "perkiraan anggaran",
                "usulan biaya",
                "usulan anggaran",
                "rencana biaya",
                "rencana anggaran",
                "kebutuhan biaya",
                "kebutuhan anggaran",
                "estimasi biaya",
                "pagu",
                "pagu anggaran",
                "pagu indikatif",
                "jumlah biaya",
                "jumlah anggaran",
                "rab",
            ),
            width=16,
            hint="imports.hint_cost",
            example="48000000",
        ),
    ),
    exports=(Export(heading="export.cost", width=18, form="money", value=lambda one: one.cost or 0),),
    receipt="receipts.cost",
)

COST_REASON = Field(
    key="cost_reason",
    columns=("cost_reason",),
    words=lambda one: one.cost_reason or "",
    ask="kamus.ask_cost_reason",
    label="kamus.label_cost_reason",
    name="step2_verify.field_cost_reason",
    read=lambda typed: sentence(typed, 10, 300),
    own=True,
    when=lambda one: over_kamus(one) > 0,
    exports=(
        Export(heading="export.cost_reason", width=30, value=lambda one: masked(one.cost_reason or "")),
    ),
    receipt="receipts.cost_reason",
)

PEOPLE = Field(
    key="people",
    columns=("households", "people"),
    words=beneficiary_words,
    ask="step1_recap.ask_people",
    label="step1_recap.label_people",
    name="step2_verify.field_people",
    read=people,
    own=True,
    returned_for=("people_odd", "people_missing", "data"),
    headings=(
        Column(
            key="households",
            title="KK",
            aliases=("jumlah kk", "penerima kk", "kepala keluarga", "penerima manfaat kk"),
            width=8,
            hint="imports.hint_households",
            example="25",
        ),
        Column(
            key="people",
            title="Jiwa",
            aliases=(
                "jumlah jiwa",
                "penerima jiwa",
                "orang",
                "penerima",
                "penerima manfaat",
                "jumlah penerima",
                "jumlah penerima manfaat",
                "penerima manfaat jiwa",
            ),
            width=8,
            hint="imports.hint_people",
            example="90",
        ),
    ),
    exports=(
        Export(heading="export.households", width=10, form="number", value=lambda one: one.households),
        Export(heading="export.people", width=10, form="number", value=lambda one: one.people),
    ),
    receipt="receipts.people",
)

URGENCY = Field(
    key="urgency",
    columns=("urgency",),
    words=urgency_words,
    ask="needs.ask_urgency",
    label="needs.label_urgency",
    name="step2_verify.field_urgency",
    own=True,
    returned_for=("urgency_doubtful", "data"),
    headings=(
        Column(
            key="urgency",
            title="Urgensi",
            aliases=("tingkat urgensi", "mendesak"),
            width=12,
            hint="imports.hint_urgency",
            example="Mendesak",
        ),
    ),
    exports=(Export(heading="export.urgency", width=12, value=urgency_words),),
    receipt="receipts.urgency",
)

LAND = Field(
    key="land",
    columns=("land",),
    words=land_words,
    ask="needs.ask_land",
    label="needs.label_land",
    name="step2_verify.field_land",
    own=True,
    when=lambda one: one.komisi in (None, Komisi.SARPRAS),
    returned_for=("land", "land_unclear", "data"),
    headings=(
        Column(
            key="land",
            title="Lahan",
            aliases=("kesiapan lahan", "status lahan"),
            width=16,
            hint="imports.hint_land",
            example="Siap",
        ),
    ),
    exports=(Export(heading="export.land", width=16, value=land_words),),
    receipt="receipts.land",
)

PHOTOS = Field(
    key="photos",
    columns=("photo_marks",),
    words=lambda one: " ".join(one.photo_marks),
    ask="step1_recap.ask_photos",
    label="step1_recap.label_photos",
    name="step2_verify.field_photos",
    own=True,
    returned_for=("photo_unclear", "photo_elsewhere", "data"),
)

#: In the order of the form, of the receipt, and in which changes are told.
FIELDS: tuple[Field, ...] = (
    KOMISI,
    KAMUS,
    TITLE,
    PROBLEM,
    PLACE,
    RTRW,
    PIN,
    VOLUME,
    COST,
    COST_REASON,
    PEOPLE,
    URGENCY,
    LAND,
    PHOTOS,
)

#: As the form asks them: first what is wanted; the komisi follows from it, or is asked then.
ASKED_FIRST = (KAMUS, TITLE, KOMISI)
ASKED = (*ASKED_FIRST, *(one for one in FIELDS if one not in ASKED_FIRST))

FIELD: dict[str, Field] = {one.key: one for one in FIELDS}


def field_words(one: Saying) -> dict[str, str]:
    """Every field as a reader sees it; empty where nothing was said.

    One that came later and was left out is not there: a fingerprint is what it was before.
    """
    found = {field.key: field.words(one) for field in FIELDS}
    return {key: words for key, words in found.items() if words or not FIELD[key].line}


def lines(one: Saying) -> tuple[tuple[str, str], ...]:
    """Names and words of the fields that have a line of their own, as far as they say something."""
    return tuple(
        (plain(field.label), words) for field in FIELDS if field.line and (words := field.words(one))
    )


def line_words(one: Saying) -> list[Html]:
    """The same for a card."""
    return [say("fields.line", name=name, words=words) for name, words in lines(one)]
