"""Every page of every paper at 1, 40 and 1,100 usulan as pictures, and what is wrong: `make sheets`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from demo.pictures import SCENES, picture
from documents import draw
from documents.data import MODELS
from documents.drawing.typeface import FILES, FOLDER
from tests.documents import samples
from tests.papers.geometry import faults, signers_of
from tests.papers.reader import read

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out" / "sheets"
KEPT = ROOT / "docs" / "contoh" / "lembar-40.png"
COUNTS = (1, 40, 1100)
KEYS = tuple(key for key in MODELS if key != "draft-laporan")  #: the draft is the same drawing
ACROSS, WIDE, GAP, HEAD = 12, 150, 8, 22
MOST = 240  #: pages in one picture
COLOURS = 16

Pages = list[Image.Image]


def main() -> int:
    """Draw, look, print what was found; the pictures are in out/sheets/, that of 40 in docs/contoh/."""
    OUT.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for count in COUNTS:
        papers: dict[str, Pages] = {}
        for key in KEYS:
            data = samples.paper(key, count)
            content = _drawn(key, data.model_dump(mode="json"))
            found = faults(read(content), signers_of(data.model_dump(mode="json")))
            papers[key] = list(_small(content))
            wrong += len(found)
            print(f"{count:>5} usulan, {key:<28} {len(papers[key]):>4} pages, {len(found)} faults")
            for fault in found[:5]:
                print(f"      page {fault}")
        for name, whole in _pictures(count, papers):
            whole.save(OUT / name, optimize=True)
            if count == 40:
                whole.save(KEPT, optimize=True)
    print(f"{wrong} faults; pictures in {OUT.relative_to(ROOT)}, that of 40 also in {KEPT.relative_to(ROOT)}")
    return 1 if wrong else 0


def _drawn(key: str, data: dict[str, object]) -> bytes:
    return draw(
        key,
        data,
        stage="naskah",
        version=1,
        number="400.10.2/12-Bogteng",
        made_at=samples.MADE_AT,
        verify_url="https://t.me/musrenbang_contoh_bot?start=p_3f9a2c",
        pictures=_photos(),
    ).content


@cache
def _photos() -> dict[str, bytes]:
    """Those that the samples name."""
    scenes = sorted(SCENES)
    return {
        one.sha256: picture(scenes[at % len(scenes)], at) for at, one in enumerate(samples.report(48).photos)
    }


def _small(content: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            drawn = page.render(scale=2 * WIDE / page.get_width()).to_pil().convert("L")
            yield drawn.resize((WIDE, round(drawn.height * WIDE / drawn.width)), Image.Resampling.LANCZOS)


def _pictures(count: int, papers: dict[str, Pages]) -> Iterator[tuple[str, Image.Image]]:
    """One picture for all papers; where they are many pages, one for each paper or piece of it."""
    if sum(map(len, papers.values())) <= MOST:
        yield f"{count}.png", _sheet(papers)
        return
    for key, pages in papers.items():
        for piece, start in enumerate(range(0, len(pages), MOST), 1):
            yield f"{count}-{key}-{piece}.png", _sheet({key: pages[start : start + MOST]})


def _sheet(papers: dict[str, Pages]) -> Image.Image:
    """Each paper begins a row, its name above it."""
    rows: list[tuple[str, Pages]] = []
    for key, pages in papers.items():
        rows += [
            (key if start == 0 else "", pages[start : start + ACROSS])
            for start in range(0, len(pages), ACROSS)
        ]
    heights = [max(page.height for page in pages) + GAP + (HEAD if name else 0) for name, pages in rows]
    wide = min(ACROSS, max(len(pages) for _, pages in rows)) * (WIDE + GAP) + GAP
    whole = Image.new("L", (wide, sum(heights) + GAP), 205)
    pen = ImageDraw.Draw(whole)
    face = ImageFont.truetype(FOLDER / FILES["sans"][1], 14)
    y = GAP
    for (name, pages), height in zip(rows, heights, strict=True):
        if name:
            pen.text((GAP, y), name, fill=30, font=face)
        top = y + (HEAD if name else 0)
        for place, page in enumerate(pages):
            whole.paste(page, (GAP + place * (WIDE + GAP), top))
        y += height
    return whole.quantize(COLOURS)


if __name__ == "__main__":
    sys.exit(main())
