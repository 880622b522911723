"""What a version of an usulan said as numbers and names, beside the words of its receipt.

The words that were kept so far are read once, here, by the ways in which they were written; they stay.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VERSION = sa.table(
    "proposal_version", sa.column("id", ROW_ID), sa.column("fields", sa.JSON), sa.column("values", sa.JSON)
)
KOMISI = {"Pemerintahan": "pemerintahan", "Kesra": "kesra", "Ekonomi": "ekonomi", "Sarpras": "sarpras"}
URGENCY = {"Mendesak": "mendesak", "Segera": "segera", "Biasa": "biasa"}
LAND = {"Siap": "siap", "Belum siap": "belum", "Tidak perlu": "tidak"}
OUTSIDE = "Di luar kamus"


def upgrade() -> None:
    with op.batch_alter_table("proposal_version") as versions:
        versions.add_column(sa.Column("values", sa.JSON(), nullable=True))
    connection = op.get_bind()
    for row_id, fields in connection.execute(sa.select(VERSION.c.id, VERSION.c.fields)).all():
        connection.execute(sa.update(VERSION).where(VERSION.c.id == row_id).values(values=values_of(fields)))
    with op.batch_alter_table("proposal_version") as versions:
        versions.alter_column("values", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("proposal_version") as versions:
        versions.drop_column("values")


def values_of(fields: dict[str, Any]) -> dict[str, Any]:
    """The words of before as values. What cannot be read is left out: it is in the words still."""
    said = {key: str(words or "") for key, words in fields.items()}
    rt_rw = re.fullmatch(r"RT (\d+)/RW (\d+)", said.get("rtrw", ""))
    pin = re.fullmatch(r"(-?[\d.]+), (-?[\d.]+)", said.get("pin", ""))
    volume = re.fullmatch(r"([\d.]+(?:,\d+)?) ?([^(]*?)(?: \((.+)\))?", said.get("volume", ""))
    kamus = said.get("kamus", "")
    return {
        "komisi": KOMISI.get(said.get("komisi", "")),
        "kamus_code": kamus if kamus and kamus != OUTSIDE else None,
        "outside_kamus": kamus == OUTSIDE,
        **{key: said.get(key) or None for key in ("title", "problem", "place", "cost_reason")},
        "rt": int(rt_rw[1]) if rt_rw else None,
        "rw": int(rt_rw[2]) if rt_rw else None,
        "lat": float(pin[1]) if pin else None,
        "lon": float(pin[2]) if pin else None,
        "volume": volume[1].replace(".", "").replace(",", ".") if volume else None,
        "unit": (volume[2] or None) if volume else None,
        "dimensions": volume[3] if volume else None,
        "cost": _amount(r"Rp([\d.]+)", said.get("cost", "")),
        "households": _amount(r"([\d.]+) KK", said.get("people", "")),
        "people": _amount(r"([\d.]+) jiwa", said.get("people", "")),
        "urgency": URGENCY.get(said.get("urgency", "")),
        "land": LAND.get(said.get("land", "")),
        "photo_marks": said.get("photos", "").split(),
    }


def _amount(pattern: str, words: str) -> int | None:
    found = re.search(pattern, words)
    return int(found[1].replace(".", "")) if found else None
