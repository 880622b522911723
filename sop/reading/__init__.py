"""What people type, read into what the office works with; what cannot be read is refused with a way on."""

from sop.reading.amounts import quantity, whole
from sop.reading.dates import day, hour
from sop.reading.lengths import dimensions, volume
from sop.reading.money import DEAREST, rupiah
from sop.reading.people import Beneficiaries, nip, people, person_name, phone, rt_rw
from sop.reading.words import paragraphs, sentence

__all__ = [
    "DEAREST",
    "Beneficiaries",
    "day",
    "dimensions",
    "hour",
    "nip",
    "paragraphs",
    "people",
    "person_name",
    "phone",
    "quantity",
    "rt_rw",
    "rupiah",
    "sentence",
    "volume",
    "whole",
]
