"""In what a volume is counted: lengths, areas, weights, and things; and what is no measure at all."""

from __future__ import annotations

import re

from sop.reading.number_words import ONES
from texts import plain

#: A measure as we write it -> how people write it. Two of them never mean the same amount.
_MEASURES = {
    "m": ("m", "meter", "mtr", "m1", "m'", "meter lari"),
    "km": ("km", "kilometer"),
    "cm": ("cm", "sentimeter", "senti"),
    "mm": ("mm", "milimeter", "mili"),
    "ha": ("ha", "hektar", "hektare"),
    "m2": ("m2", "m^2", "meter persegi", "meter2", "mtr2"),
    "m3": ("m3", "m^3", "meter kubik", "kubik", "meter3", "mtr3"),
    "kg": ("kg", "kilogram"),
    "gram": ("gram", "gr"),
    "kuintal": ("kuintal", "kwintal"),
    "ton": ("ton",),
    "liter": ("liter", "ltr"),
}
#: People, things and occasions: a training of 30 orang is not 30 kegiatan.
_COUNTS = {
    "orang": ("orang", "org", "jiwa"),
    "KK": ("kk", "kepala keluarga", "keluarga"),
    "kelompok": ("kelompok", "klp"),
    "paket": ("paket", "pkt"),
    "ruang": ("ruang", "ruangan"),
    "kegiatan": ("kegiatan",),
    "lembaga": ("lembaga",),
    "usaha": ("usaha",),
    "kelurahan": ("kelurahan",),
    "hari": ("hari",),
    "bulan": ("bulan", "bln"),
    "tahun": ("tahun", "thn"),
    "%": ("%", "persen"),
}
#: Things one can point at; a kamus that counts "titik" is answered in "lampu" and "buah".
_THINGS = {"unit": ("unit",), "buah": ("buah", "bh"), "titik": ("titik", "ttk"), "set": ("set",)}

UNIT = {
    word: unit for units in (_MEASURES, _COUNTS, _THINGS) for unit, words in units.items() for word in words
}
#: What multiplies is no measure, and is not guessed to be one.
SCALES = frozenset(
    (
        *("rb", "ribu", "k", "jt", "juta", "miliar", "milyar", "mlr"),
        *("ratus", "puluh", "lusin", "kodi", "gros"),
    )
)
_NO_UNIT = SCALES | {"setengah", "nol", "koma", "kilo", *ONES}
_LETTERS = re.compile(r"[a-z][a-z'.]*(?:[ /-]+[a-z'.]+)*")
_WORDS = {
    "m": "reading.unit_m",
    "km": "reading.unit_km",
    "cm": "reading.unit_cm",
    "mm": "reading.unit_mm",
    "ha": "reading.unit_ha",
    "m2": "reading.unit_m2",
    "m3": "reading.unit_m3",
    "kg": "reading.unit_kg",
}


def unit_words(unit: str) -> str:
    """As a person says it: "meter persegi" for m2; what is a word already stays."""
    return plain(_WORDS[unit]) if unit in _WORDS else unit


def may_be_unit(word: str) -> bool:
    """Whether a word behind a number names what is counted: "lampu", but not "o", "jt" or "puluh"."""
    if word in UNIT:
        return True
    first = re.split("[^a-z]", word, maxsplit=1)[0]
    return bool(_LETTERS.fullmatch(word)) and len(first) > 1 and not _NO_UNIT & set(word.split())


def other_than(unit: str, word: str) -> bool:
    """Whether a known word says something else than the expected unit: "30 orang" of 2 kegiatan."""
    said = UNIT.get(word) or UNIT.get(word.partition(" ")[0])
    own = UNIT.get(unit.lower(), unit)
    if said is None or said == own:
        return said is None and own in _MEASURES and bool(word)
    return not (said in _THINGS and own not in (*_MEASURES, *_COUNTS))
