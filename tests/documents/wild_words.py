"""Papers with words that are hard to set."""

from typing import Any

from documents.data import PaperData

NAME = "Raden Ajeng Dr. Hj. Siti Nurhaliza Kusumawardhani Prawirodirdjo-Notonegoro, S.Sos., M.Si."
WILD = {
    "title": '<b>Drainase</b> & "saluran" 😀 {cost} %s \\(rusak) ☂️',
    "problem": ("Air meluap ke rumah warga setiap hujan lebat. " * 70)[:3000],
    "location": "A" * 180 + " https://contoh.example/" + "jalan-" * 30,
    "note": "ثلاثة 三 שלוש\u202e\x00\x07\tकार्य",
    "reason": "Tanpa\nalasan\n\n<i>lain</i>",
    "rank_reason": "x" * 300,
    "agency": "Dinas " + "Pengendalian" * 12,
    "cost": 999_000_000_000,
    "volume": 123_456_789.125,
    "kelurahan": "Kelurahan" * 8,
}


def wild(data: PaperData) -> PaperData:
    """The same paper, its usulan, people and office replaced by hard ones."""
    return type(data).model_validate(_wild(data.model_dump(mode="json")))


def _wild(node: Any, index: int = 0) -> Any:
    if isinstance(node, list):
        return [_wild(item, place) for place, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    changed = {key: _wild(value) for key, value in node.items()}
    if "cost" in node and "title" in node:
        hard = (
            WILD if index % 3 == 0 else {"cost": 0, "title": "", "location": "", "volume": None, "unit": ""}
        )
        changed |= {key: value for key, value in hard.items() if key in node}
    if "name" in node and isinstance(node["name"], str):
        changed["name"] = NAME
    return changed
