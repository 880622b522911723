"""A row of an usulan file: read into the fields of an usulan, and what of them is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from models.enums import Kind as Work
from models.enums import Komisi, Land, Urgency
from sop.core.refused import Refused
from sop.duplicates.groups import There
from sop.imports.came_again import Before
from sop.imports.kind import Checked, Outcome, Row
from sop.office.places import Place, match
from sop.proposals.fields import FIELD, FIELDS
from sop.proposals.plausible import Expected
from sop.proposals.usual_costs import Kind, usual
from sop.reading import people, person_name, rt_rw, rupiah, sentence, volume, whole
from sop.reading.lengths import unit_in
from sop.reading.people import MOST_PEOPLE
from sop.reading.words import SAME_AGAIN, simple
from texts import plain
from texts.figures import round_half_up
from texts.figures import rupiah as in_figures

T = TypeVar("T")

#: The fields that a list can leave open, in the order of the form; photos follow in the chat.
OPEN = tuple(one for one in FIELDS if one.headings)

Word = TypeVar("Word", bound=StrEnum)


def _said(words: Mapping[Word, tuple[str, ...]]) -> Mapping[str, Word]:
    """What people write -> the word of ours that it means; the word itself too."""
    return {said: word for word, others in words.items() for said in (word.value, *others)}


_KOMISI = _said(
    {
        Komisi.PEMERINTAHAN: (
            "pemerintahan",
            "pem",
            "pemerintahan umum",
            "trantib",
            "penyelenggaraan pemerintahan",
        ),
        Komisi.KESRA: (
            "kesra",
            "kesejahteraan rakyat",
            "sosial budaya",
            "sosial dan budaya",
            "sosbud",
            "sosial",
            "pendidikan",
            "kesehatan",
        ),
        Komisi.EKONOMI: ("ekonomi", "perekonomian", "ekbang", "pembangunan ekonomi"),
        Komisi.SARPRAS: (
            "sarpras",
            "sarana prasarana",
            "sarana dan prasarana",
            "fisik",
            "fisik prasarana",
            "fisik dan prasarana",
            "fisik/prasarana",
            "pembangunan fisik",
            "prasarana",
            "infrastruktur",
        ),
    }
)
_URGENCY = _said(
    {
        Urgency.URGENT: ("tinggi", "sangat mendesak"),
        Urgency.SOON: ("sedang",),
        Urgency.NORMAL: ("rendah",),
    }
)
_LAND = _said(
    {
        Land.READY: ("sudah siap", "ya"),
        Land.NOT_READY: ("belum siap",),
        Land.NOT_NEEDED: ("tidak perlu", "tidak perlu lahan"),
    }
)


UNLIKE = 3  #: times less or more than the kamus says: far from it
_RT_RW = re.compile(r"^r[tw][\s.:]*", re.IGNORECASE)
#: "PJU Target: 12 Titik", in one cell.
_TARGET = re.compile(
    r"[\s,;:(-]*\btarget(?:nya)?\s*[:=]?\s*([0-9][0-9.,]*\s*[^\s0-9]\S*)[\s).]*$", re.IGNORECASE
)
#: "Kecamatan: X, Desa/Kelurahan: Y." before a place: whose it is, not where.
_WHOSE = re.compile(
    r"^(?:kecamatan|kec\.?)\s*:?[^,;]{1,40}[,;]\s*(?:desa/kelurahan|kelurahan/desa|kelurahan|desa|kel\.?)\s*:?\s*"
    r"(?P<name>[^,;.:]{2,40})[,;.:]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """What a row needs to know of an entry of the kamus."""

    id: int
    code: str
    komisi: Komisi
    name: str
    short_name: str
    kind: Work
    unit: str
    unit_price: int
    office: str


@dataclass(frozen=True)
class Office:
    """The kelurahan and the kamus of this kecamatan and season."""

    places: tuple[Place, ...]
    ids: Mapping[str, int]  #: name of a kelurahan -> its id
    by_code: Mapping[str, Entry]
    by_name: Mapping[str, Entry]
    photo_needed: bool = True  #: whether an usulan fisik is not sent without one
    usual: Mapping[Kind, Decimal] = field(default_factory=dict)  #: rupiah for one of its measure
    there: tuple[There, ...] = ()  #: usulan and drafts of the season, with which rows are compared
    before: tuple[Before, ...] = ()  #: the list of an earlier year


@dataclass
class _Draft:
    """What was read so far."""

    values: dict[str, Any] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)  #: question -> what is wrong with it
    far: bool = False  #: its amount is far from the kamus

    def lacks(self, question: str, text: str = "") -> None:
        label = label_of(question)
        empty = plain("imports.empty", label=label)
        self.missing.setdefault(
            question, plain("imports.unread", label=label, text=text[:40]) if text else empty
        )

    def take(self, question: str, text: str, read: Callable[[str], T]) -> T | None:
        """The answer in a cell; an empty or unreadable one is asked later."""
        if text:
            try:
                return read(text)
            except Refused:
                pass
        self.lacks(question, text)
        return None


def check(office: Office, row: Row) -> Checked:
    """What becomes of a row. Only what belongs to no kelurahan, or says nothing at all, is refused."""
    place = place_meant(row["kelurahan"], office.places)
    if place is None:
        known = plain("imports.kelurahan_unknown", text=row["kelurahan"][:40])
        return Checked(Outcome.REFUSED, known if row["kelurahan"] else plain("imports.kelurahan_empty"))
    if not row["title"] and not row["code"] and not row["output"]:
        return Checked(Outcome.REFUSED, plain("imports.says_nothing"))
    draft = _Draft({"kelurahan_id": office.ids[place.kelurahan]})
    entry = _what(office, row, draft)
    _where(row, draft)
    _how_much(office, row, draft, entry)
    _for_whom(row, draft)
    _typed(row, draft)
    if lacking := [one.key for one in OPEN if one.key in draft.missing]:
        draft.values |= {"asked": lacking[0], "mending": True}
        why = "; ".join(draft.missing[key] for key in lacking)
        names = tuple(label_of(key) for key in lacking)
        return Checked(Outcome.MENDING, why, draft.values, names, draft.far)
    if draft.values["kind"] == Work.FISIK and office.photo_needed:
        draft.values |= {"asked": "photos", "mending": True}
        return Checked(
            Outcome.GOOD, plain("imports.photo_follows"), draft.values, (label_of("photos"),), draft.far
        )
    return Checked(Outcome.GOOD, "", draft.values, far=draft.far)


def label_of(question: str) -> str:
    """A field by its name, within a sentence."""
    label = plain(FIELD[question].label)
    return label if label.isupper() else label.lower()


def as_meant(row: Row) -> Row:
    """What offices put into one cell, taken apart."""
    found = dict(row)
    if not found["volume"] and (target := _TARGET.search(found["title"])) is not None:
        found["volume"], found["title"] = target[1], found["title"][: target.start()]
    if (whose := _WHOSE.match(found["place"])) is not None:
        found["place"] = found["place"][whose.end() :]
        found["kelurahan"] = found["kelurahan"] or whose["name"].strip()
    return found


def _typed(row: Row, draft: _Draft) -> None:
    """Fields that are what was typed, each in a column of its own."""
    for one in OPEN:
        if one.typed and one.read is not None and (row[one.key] or not one.optional):
            draft.values[one.key] = draft.take(one.key, row[one.key], one.read)


def _what(office: Office, row: Row, draft: _Draft) -> Entry | None:
    """Komisi, kamus and name; problem."""
    title, values = row["title"], draft.values
    output = row["output"]
    entry = office.by_code.get(code_key(row["code"])) or (
        office.by_name.get(simple(title)) if not row["code"] else None
    )
    if output and simple(output) not in simple(title):
        title = f"{title}: {output}" if title else output
    if entry is not None:
        values |= {
            "kamus_id": entry.id,
            "komisi": entry.komisi,
            "title": _own_title(title, entry),
            "kind": entry.kind,
            "unit": entry.unit,
            "office": entry.office,
        }
    else:
        komisi = _KOMISI.get(_bare(row["komisi"]))
        if komisi is None:
            draft.lacks("komisi", row["komisi"])
        else:
            values["komisi"] = komisi
        values |= {
            "kind": Work.FISIK if komisi is Komisi.SARPRAS else Work.NON_FISIK,
            "title": title[:200] or None,
        }
        if row["code"]:
            draft.lacks("kamus", row["code"])
        else:
            values["outside_kamus"] = True
            draft.take("title", title, lambda text: sentence(text, 10, 200))
    values["problem"] = row["problem"][:3000] or None
    draft.take("problem", row["problem"], lambda text: sentence(text, 10, 3000))
    return entry


def _own_title(title: str, entry: Entry) -> str:
    """The author's own words beside the type, where they say more than its name."""
    own = simple(title) not in ("", simple(entry.name), simple(entry.short_name))
    return title[:200] if own else entry.name


def _where(row: Row, draft: _Draft) -> None:
    draft.values["place"] = row["place"][:300] or None
    draft.take("place", row["place"], lambda text: sentence(text, 5, 300))
    said = said_rt_rw(row) or row["place"]
    try:
        draft.values["rt"], draft.values["rw"] = rt_rw(said)
    except Refused:
        draft.lacks("rtrw", said if said != row["place"] else "")


def said_rt_rw(row: Row) -> str:
    """The two cells as one address; people write "RW 05" under RW, and "03/05" under RT."""
    rt, rw = _RT_RW.sub("", row["rt"]), _RT_RW.sub("", row["rw"])
    parts = [f"RT {rt}" if rt else "", f"RW {rw}" if rw else ""]
    return "/".join(part for part in parts if part)


def _how_much(office: Office, row: Row, draft: _Draft, entry: Entry | None) -> None:
    """Volume in the measure of the kamus, or in its own; the cost as given, else by the kamus."""
    values, typed, own = draft.values, row["volume"], unit_in(f"1 {row['unit']}")[0]
    measure = entry.unit if entry else own or unit_in(typed)[0]
    amount: Decimal | None = None
    if entry and own and simple(own) != simple(entry.unit):
        words = plain("imports.other_unit", typed=row["unit"][:20], unit=entry.unit)
        draft.missing["volume"] = words
    elif typed and not measure:
        draft.missing["volume"] = plain("imports.unit_empty")
    else:
        amount = draft.take("volume", typed, lambda text: volume(text, measure))
    if amount is not None:
        values |= {"volume": amount, "unit": measure[:20]}
    by_kamus = None if entry is None or amount is None else int(round_half_up(entry.unit_price * amount, 0))
    if not row["cost"] and by_kamus is not None:
        values |= {"cost": by_kamus, "cost_by_kamus": True}
        return
    cost = draft.take("cost", row["cost"], rupiah)
    if cost is not None and by_kamus:
        draft.far = not by_kamus <= cost * UNLIKE <= by_kamus * UNLIKE * UNLIKE
    kind = None if amount is None else usual(office.usual, values.get("komisi"), values["unit"], amount)
    if cost is not None and Expected(by_kamus, kind).far_above(cost):
        draft.missing["cost"] = plain("imports.cost_small", cost=in_figures(cost))
        cost = None
    values |= {"cost": cost, "cost_by_kamus": cost is not None and cost == by_kamus}


def _for_whom(row: Row, draft: _Draft) -> None:
    values = draft.values
    for key in ("households", "people"):
        if row[key]:
            values[key] = draft.take("people", row[key], lambda text: whole(text, 1, MOST_PEOPLE))
    if row["people"] and "people" in draft.missing and not row["households"]:
        _both_in_one(row["people"], draft)
    if not (values.get("households") or values.get("people")):
        draft.lacks("people")
    values["urgency"] = _URGENCY.get(_bare(row["urgency"]))
    if values["urgency"] is None:
        draft.lacks("urgency", row["urgency"])
    values["land"] = _LAND.get(_bare(row["land"]))
    if values["land"] is None and values.get("komisi") == Komisi.SARPRAS:
        draft.lacks("land", row["land"])
    try:
        values["author"] = person_name(row["author"])
    except Refused:
        values["author"] = None


def _both_in_one(text: str, draft: _Draft) -> None:
    """ "25 KK, 90 jiwa" under one heading."""
    try:
        found = people(text)
    except Refused:
        return
    draft.values |= {"households": found.households, "people": found.people}
    del draft.missing["people"]


def figures(rows: Sequence[Checked]) -> dict[str, int]:
    """What the rows come to: rupiah altogether, smallest, largest; how many are far from the kamus."""
    costs = [one.values["cost"] for one in rows if one.values.get("cost") is not None]
    if not costs:
        return {}
    return {"sum": sum(costs), "least": min(costs), "most": max(costs), "far": sum(one.far for one in rows)}


def names_komisi(line: str) -> bool:
    """Whether a line between the rows is the heading of a komisi: "B. BIDANG SOSIAL BUDAYA"."""
    return _KOMISI.get(_bare(line)) is not None


@lru_cache(SAME_AGAIN)
def _bare(text: str) -> str:
    """A title in front ("Komisi Ekonomi") does not matter."""
    words = re.sub(r"^(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})[.)]\s*", "", simple(text)).rstrip(" .:")
    return words.removeprefix("komisi ").removeprefix("bidang ").replace("&", "dan")


@lru_cache(SAME_AGAIN)
def code_key(text: str) -> str:
    """ "sp 1" is SP-01."""
    signs = "".join(character for character in text.upper() if character.isalnum())
    return re.sub(r"(?<=[A-Z])0+(?=[0-9])", "", signs)


def place_meant(text: str, places: Sequence[Place]) -> Place | None:
    """The kelurahan that a cell means: by its very name, else as people write it."""
    said = simple(text)
    exact = next((place for place in places if simple(place.kelurahan) == said), None)
    return exact or match(text, places)
