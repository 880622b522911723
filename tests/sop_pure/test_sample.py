"""The shipped sample can be typed into the bot, and its figures are what the bot will make of it."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from models.enums import Kind, Komisi
from models.posts import Post
from sop import reading
from sop.core.posts import PER_KELURAHAN, SIGNS
from sop.office import places
from sop.proposals import kamus
from sop.step4_coordinate.criteria import PRESETS

pytestmark = pytest.mark.quick

SAMPLE = Path(__file__).parents[2] / "demo" / "sample"
TANAH_SAREAL = {place.kelurahan: place for place in places.kelurahan_of("Tanah Sareal")}
ENTRIES = {entry.code: entry for entry in kamus.shipped()}


def read(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


USULAN = read("usulan.csv")
PEOPLE = read("people.csv")


def test_forty_usulan_of_all_kelurahan_and_all_komisi() -> None:
    assert [int(row["number"]) for row in USULAN] == list(range(1, 41))
    assert {row["kelurahan"] for row in USULAN} == set(TANAH_SAREAL)
    assert {row["komisi"] for row in USULAN} == set(Komisi)
    assert Counter(row["verdict"] for row in USULAN) == {
        "layak": 33,
        "perlu_perbaikan": 3,
        "tidak_layak": 2,
        "dicatat": 2,
    }


@pytest.mark.parametrize("row", USULAN, ids=lambda row: row["number"])
def test_an_usulan_can_be_typed_and_means_its_figures(row: dict[str, str]) -> None:
    assert reading.volume(row["volume_typed"], row["unit"]) == Decimal(row["volume"])
    assert reading.sentence(row["problem"], 20, 500) == row["problem"]
    assert reading.sentence(row["place"], 5, 200) == row["place"]
    assert reading.rt_rw(f"{row['place']}, RT {row['rt']}/RW {row['rw']}") == (int(row["rt"]), int(row["rw"]))
    counted = reading.people(row["people_typed"])
    assert [str(n or "") for n in (counted.households, counted.people)] == [row["households"], row["people"]]
    assert int(row["photos"]) >= (1 if row["kind"] == Kind.FISIK else 0)


@pytest.mark.parametrize("row", USULAN, ids=lambda row: row["number"])
def test_an_usulan_costs_what_the_kamus_says_or_what_is_typed(row: dict[str, str]) -> None:
    if not row["kamus"]:
        assert reading.rupiah(row["cost_typed"]) == int(row["cost"])
        return
    entry = ENTRIES[row["kamus"]]

    assert entry.cost(Decimal(row["volume"])) == int(row["cost"])
    assert (entry.komisi, entry.short_name, entry.name, entry.kind, entry.unit) == (
        row["komisi"],
        row["button"],
        row["title"],
        row["kind"],
        row["unit"],
    )


def test_two_usulan_are_outside_the_kamus() -> None:
    assert [row["title"] for row in USULAN if not row["kamus"]] == [
        "Pengadaan keranda dan tempat pemandian jenazah",
        "Perapian tiang dan kabel di jalan lingkungan",
    ]


def test_pins_lie_in_the_kecamatan() -> None:
    pins = [(float(row["lat"]), float(row["lon"])) for row in USULAN if row["lat"]]

    assert len(pins) == 36
    found = [places.nearest_kelurahan(lat, lon, places.kota_bogor()) for lat, lon in pins]
    assert {place.kecamatan for place in found if place} == {"Tanah Sareal"}


@pytest.mark.parametrize("row", [row for row in USULAN if row["reason"]], ids=lambda row: row["number"])
def test_a_verdict_has_its_reason_and_a_return_its_mending(row: dict[str, str]) -> None:
    assert reading.sentence(row["reason"], 10, 300) == row["reason"]
    assert bool(row["field"]) == bool(row["mended"]) == (row["verdict"] == "perlu_perbaikan")
    if row["field"] == "volume":
        volume = reading.volume(row["mended"], row["unit"])
        assert volume == Decimal(row["mended_volume"])
        assert ENTRIES[row["kamus"]].cost(volume) == int(row["mended_cost"])
    if row["field"] == "people":
        counted = reading.people(row["mended"])
        assert (str(counted.households), str(counted.people)) == (
            row["mended_households"],
            row["mended_people"],
        )


def test_scores_fit_the_criteria_that_people_score() -> None:
    by_hand = [criterion for criterion in PRESETS["pedoman"].criteria if criterion.rule is None]
    scores = [list(map(int, row["scores"].split())) for row in USULAN]

    assert {len(values) for values in scores} == {len(by_hand)}
    assert {value for values in scores for value in values} == {1, 2, 3, 4, 5}


def test_every_post_is_held_and_every_kelurahan_has_its_people() -> None:
    assert {row["post"] for row in PEOPLE} == set(Post)
    for post in PER_KELURAHAN:
        assert {row["kelurahan"] for row in PEOPLE if row["post"] == post} == set(TANAH_SAREAL)


@pytest.mark.parametrize("row", PEOPLE, ids=lambda row: row["name"])
def test_a_person_can_type_what_joining_asks(row: dict[str, str]) -> None:
    assert reading.person_name(row["name"]) == row["name"]
    assert reading.phone(row["phone"]).startswith("+6281200000")
    if row["post"] in SIGNS:
        assert reading.nip(row["nip"]) == row["nip"]
        assert row["nip"].startswith("19700101")  # invented: everybody is born on the same day
        assert row["rank"]


def test_each_komisi_has_its_people_and_the_city_its_utusan() -> None:
    roles = Counter((row["komisi"], row["role"]) for row in PEOPLE if row["komisi"])

    assert {
        komisi: (roles[komisi, "ketua"], roles[komisi, "sekretaris"]) for komisi in Komisi
    } == dict.fromkeys(Komisi, (1, 1))
    assert all(roles[komisi, "anggota"] >= 1 for komisi in Komisi)
    assert [row["kelurahan"] for row in PEOPLE if row["utusan"]] == [
        "Tanah Sareal",
        "Kedung Badak",
        "Sukadamai",
    ]
