"""The program to which an activity belongs: Tabel T-D.4, column 4."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from models.proposal import Proposal
from sop.proposals.proposal_words import beneficiary_words, volume_words
from texts import plain

TABLE = Path(__file__).parents[1] / "tables" / "program.csv"

_PARTS = 3  #: of a code: urusan, bidang, program ("1.03.06" of "1.03.06.2.01")


@cache
def programs() -> dict[str, str]:
    """Code -> name, after the nomenclature of Permendagri 90/2019 and its updates."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def program_words(activity_code: str) -> str:
    """ "1.03.06 Program Pengelolaan dan Pengembangan Sistem Drainase"; one that is not known, by its code."""
    code = ".".join(activity_code.split(".")[:_PARTS])
    return f"{code} {programs().get(code, '')}".strip()


def target_words(one: Proposal) -> str:
    """Sasaran Kegiatan: how much of it, for how many; column 6."""
    volume, people = volume_words(one), beneficiary_words(one)
    return plain("fields.target", volume=volume, people=people) if volume and people else volume or people
