"""What people type, read into what the office works with; what cannot be read is refused with a way on."""

from sop.reading.amounts import quantity, whole
from sop.reading.dates import day, hour
from sop.reading.lengths import dimensions, volume
from sop.reading.money import DEAREST, rupiah
from sop.reading.people import Beneficiaries, nip, people, person_name, phone
from sop.reading.rt_rw import RtRw, all_of_kelurahan, all_of_rw, all_rt_rw, neighbourhood, rt_rw
from sop.reading.words import paragraphs, sentence

__all__ = [
    "DEAREST",
    "Beneficiaries",
    "RtRw",
    "all_of_kelurahan",
    "all_of_rw",
    "all_rt_rw",
    "day",
    "dimensions",
    "hour",
    "neighbourhood",
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
