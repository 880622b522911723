"""What the delegates of the story type, and what it means."""

import csv
import re
import zlib
from dataclasses import dataclass

from demo.cast import SAMPLE

KOMISI_BUTTON = {"pemerintahan": "Pemerintahan", "kesra": "Kesra", "ekonomi": "Ekonomi", "sarpras": "Sarpras"}
SOME_SCORES = (3, 3, 3, 3, 3)
LAYAK, MEND, REFUSE, NOTE = "layak", "perlu_perbaikan", "tidak_layak", "dicatat"


@dataclass(frozen=True)
class Usulan:
    """One usulan, from its first question to what the komisi thinks of it."""

    kelurahan: str
    komisi: str
    button: str  #: its words in the kamus; empty when it is outside
    title: str
    problem: str
    place: str
    rt: int
    rw: int
    volume_typed: str
    cost_typed: str  #: empty: the price of the kamus is taken
    cost: int
    people_typed: str
    photos: int
    scores: tuple[int, ...]
    scene: str = "jalan"  #: what the photos show
    pin: tuple[float, float] | None = None
    unit: str = ""
    verdict: str = LAYAK
    reason: str = ""
    field: str = ""  #: what is to be mended
    mended: str = ""
    mended_cost: int | None = None

    @property
    def place_typed(self) -> str:
        """Place, RT and RW in one answer."""
        return f"{self.place}, {self.neighbourhood}"

    @property
    def neighbourhood(self) -> str:
        """RT and RW as people write them."""
        return f"RT {self.rt:02d}/RW {self.rw:02d}"

    @property
    def view(self) -> int:
        """Where its photographer stood: no two usulan show the same picture."""
        return zlib.crc32(f"{self.title} {self.place}".encode()) % 1000 * 10

    @property
    def urgency_button(self) -> str:
        """As urgent as the komisi will find it."""
        return {5: "Mendesak", 4: "Segera"}.get(self.scores[0], "Biasa")

    @property
    def final_cost(self) -> int:
        """After mending, where that changed it."""
        return self.cost if self.mended_cost is None else self.mended_cost


def read_from(card: str) -> Usulan:
    """One that the story did not send, from the Kepala Bidang's card; nobody has anything against it."""
    komisi = next(key for key, words in KOMISI_BUTTON.items() if f"\n{words} ·" in card)
    cost = re.search(r"^Biaya: Rp([\d.]+)", card, re.MULTILINE)
    return Usulan(
        kelurahan=card.split(" · ")[1],
        komisi=komisi,
        button="",
        title="",
        problem="",
        place="",
        rt=1,
        rw=1,
        volume_typed="",
        cost_typed="",
        cost=int(cost[1].replace(".", "")) if cost else 0,
        people_typed="",
        photos=0,
        scores=SOME_SCORES,
    )


def sample_usulan() -> list[Usulan]:
    """The forty that ship."""
    with (SAMPLE / "usulan.csv").open(encoding="utf-8", newline="") as file:
        return [_usulan(row) for row in csv.DictReader(file)]


def _usulan(row: dict[str, str]) -> Usulan:
    return Usulan(
        kelurahan=row["kelurahan"],
        komisi=row["komisi"],
        button=row["button"],
        title=row["title"],
        problem=row["problem"],
        place=row["place"],
        rt=int(row["rt"]),
        rw=int(row["rw"]),
        volume_typed=row["volume_typed"],
        cost_typed=row["cost_typed"],
        cost=int(row["cost"]),
        people_typed=row["people_typed"],
        photos=int(row["photos"]),
        scores=tuple(map(int, row["scores"].split())),
        scene=scene_of(row["button"] or row["title"]),
        pin=(float(row["lat"]), float(row["lon"])) if row["lat"] else None,
        unit="" if row["kamus"] else row["unit"],
        verdict=row["verdict"],
        reason=row["reason"],
        field=row["field"],
        mended=row["mended"],
        mended_cost=int(row["mended_cost"]) if row["mended_cost"] else None,
    )


_SCENES = {
    "drainase": ("drainase", "saluran", "air", "sumur", "tpt", "irigasi", "sanitasi", "mck"),
    "lampu": ("lampu", "pju", "cctv", "penerangan"),
    "posyandu": ("posyandu", "rumah", "rtlh", "ruang", "gedung", "bangunan", "tps"),
    "pelatihan": ("latih", "bimtek", "pemuda", "umkm", "wirausaha", "penyuluhan"),
}


def scene_of(words: str) -> str:
    """Which of the drawn photos fits."""
    lowered = words.lower()
    return next((scene for scene, keys in _SCENES.items() if any(key in lowered for key in keys)), "jalan")
