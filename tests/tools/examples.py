"""Show the papers of the story in docs/contoh/: `make examples`, after `make story` has left them in out/."""

import shutil
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from sop.core.steps import BESIDE, PAPER_TITLES, STEPS, PaperKey, step_of
from texts import plain

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out"
FOLDER = ROOT / "docs" / "contoh"
PORTRAIT, LANDSCAPE = 620, 880  #: pixels across: readable on the page of a repository, and small
COLOURS = 24

HEAD = """# Contoh dokumen

Ketujuh belas dokumen satu musim, persis seperti keluar dari cerita demo (`make story`): Kecamatan Tanah
Sareal dengan orang-orang, alamat, dan usulan rekaan. Tekan gambarnya untuk membuka PDF.

*The seventeen papers of one season, as the demo's story leaves them. Everybody in them is invented.
`make examples` makes this page.*

[Semua halaman setiap dokumen pada 40 usulan](lembar-40.png),
*every page of every paper with 40 invented usulan, by `make sheets`.*
"""


def main() -> None:
    """Copy every paper, draw its first page, write the page that shows them."""
    papers = list(PaperKey)
    missing = [key for key in papers if not (OUT / f"{key}.pdf").exists()]
    if missing:
        sys.exit(f"out/ lacks {', '.join(missing)}: run `make story` first")
    FOLDER.mkdir(parents=True, exist_ok=True)
    sections = [HEAD]
    for step in STEPS:
        sections.append(f"## {step.number}. {step.title}\n")
        sections += [section(key) for key in papers if key not in BESIDE and step_of(key) is step]
    sections.append(f"## {plain('beside.open')}\n")
    sections += [section(key) for key in BESIDE]
    (FOLDER / "README.md").write_text("\n".join(sections).rstrip() + "\n", "utf-8")
    print(f"{len(papers)} papers, {weight() / 1e6:.1f} MB in {FOLDER.relative_to(ROOT)}")


def section(key: PaperKey) -> str:
    """One paper on the page."""
    shutil.copyfile(OUT / f"{key}.pdf", FOLDER / f"{key}.pdf")
    pages = first_page(FOLDER / f"{key}.pdf", FOLDER / f"{key}.png")
    title = PAPER_TITLES[key]
    return f"### {title}\n\n{pages} halaman\n\n[![Halaman pertama: {title}]({key}.png)]({key}.pdf)\n"


def first_page(paper: Path, picture: Path) -> int:
    """Draw the first page; how many there are."""
    with pypdfium2.PdfDocument(paper) as document:
        page = document[0]
        width = PORTRAIT if page.get_width() < page.get_height() else LANDSCAPE
        drawn = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
        small = drawn.resize((width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS)
        framed = Image.new("RGB", (small.width + 2, small.height + 2), (170, 176, 182))
        framed.paste(small, (1, 1))
        framed.quantize(COLOURS).save(picture, optimize=True)
        return len(document)


def weight() -> int:
    """Bytes of the whole folder."""
    return sum(path.stat().st_size for path in FOLDER.iterdir())


if __name__ == "__main__":
    main()
