"""`python -m demo story`: the whole season without a browser, its papers left in a folder."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from demo.cast import Member, sample_people, with_phones
from demo.child import RATES
from demo.house import House, Place, next_season, write_wilayah
from demo.story import SCENES, Story
from demo.story.papers import check, collect
from demo.story.real import RULE, read_rows, real_people, real_usulan
from demo.story.usulan import Usulan, sample_usulan

OUT = Path("out")
SAMPLE_KECAMATAN = "Tanah Sareal"

Tells = Callable[[str], None]


def play_alone(out: Path = OUT, kept: Path | None = None) -> None:
    """Play it, collect the papers, check them; `kept` is where the bot's folder stays to be looked into."""
    started = time.monotonic()

    def tells(words: str) -> None:
        print(f"{time.monotonic() - started:6.1f} s  {words}", flush=True)

    with tempfile.TemporaryDirectory(prefix="musrenbang-story-") as folder:
        place, people, usulan = _material(Path(folder) / "wilayah.csv", tells)
        tells(f"Kecepatan kirim dinaikkan: {', '.join(f'{name}={value}' for name, value in RATES.items())}.")
        with House(kept or Path(folder) / "house") as house:
            story = _begins(house, place, people, usulan, tells)
            for scene in SCENES:
                tells(f"== {scene.title}")
                scene.play(story)
            papers = collect(story, out)
            for words in check(story, papers):
                tells(words)
    tells(f"Dokumennya ada di {out}/: {', '.join(sorted(path.name for path in papers.values()))}")


def _begins(house: House, place: Place, people: list[Member], usulan: list[Usulan], tells: Tells) -> Story:
    tells(f"Kecamatan {place.kecamatan}, RKPD {place.year}: {len(usulan)} usulan, {len(people)} orang.")
    phones = with_phones(people)
    house.all_join(phones, house.opens(place, phones))
    tells(f"{len(phones)} orang bergabung lewat undangannya.")
    return Story(house, place, people, usulan, tells=tells)


def _material(wilayah: Path, tells: Tells) -> tuple[Place, list[Member], list[Usulan]]:
    """The sample; or real rows, when CSV names a file."""
    now = datetime.now(UTC)
    file = os.environ.get("CSV", "")
    if not file:
        return next_season(SAMPLE_KECAMATAN, now), sample_people(), sample_usulan()
    kecamatan, rows = read_rows(Path(file), os.environ.get("KECAMATAN", ""))
    for line in RULE.splitlines():
        tells(line)
    write_wilayah(kecamatan, (row["desa_kelurahan"] for row in rows), wilayah)
    place = next_season(kecamatan, now, wilayah)
    return place, real_people(rows), real_usulan(rows)
