"""Files made to fill a memory or to take for ever, sent to a bot while another person works.

python -m tests.torture.bombs              all of them
python -m tests.torture.bombs --only xlsx  those whose name has this in it

Printed for each: its size, how long until its sender was told what to do, how much memory the bot and its
processes took at most beyond what they had, and what a press of another person took meanwhile (p95).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from demo.phone import Phone
from models.posts import Post
from tests.bombs import made
from tests.bombs.made import MIB
from tests.bombs.office import Blast, Bomb, Range, p95
from tests.support.filled import a_row, a_workbook
from tests.support.office import Bureau
from tests.support.usulan import comes_to

SECONDS, MEMORY, WAITED = 2.0, 100.0, 2.0  #: the goals: seconds, MiB, seconds of another person's press

SWELLS, BROKEN = "membengkak saat dibuka", "Berkas ini rusak atau tidak lengkap"
NOT_READ = "Berkas ini belum dapat dibaca"
WORD_BIG, WORD_BROKEN = "terlalu besar setelah dibuka", "tidak terbaca sebagai Word"
UNKNOWN, LOST = "Tidak dikenal", "tidak bisa dibuka"

Made = tuple[str, Callable[[], bytes], str, str]

TABLES: tuple[Made, ...] = (
    ("xlsx of 200 MiB", lambda: made.workbook(sheet=made.sheet(200 * MIB)), "a.xlsx", SWELLS),
    ("xlsx that says it is small", lambda: _lies(200 * MIB), "b.xlsx", NOT_READ),
    ("xlsx as large as is read", lambda: made.workbook(sheet=made.sheet(31 * MIB)), "c.xlsx", NOT_READ),
    ("xlsx: one sentence in 500,000 cells", lambda: _everywhere(500_000, MIB), "d.xlsx", NOT_READ),
    ("xlsx with XML entities", lambda: made.workbook(sheet=made.LAUGHS), "e.xlsx", NOT_READ),
    ("xlsx with XML entities in its words", lambda: made.workbook(strings=made.LAUGHS), "f.xlsx", NOT_READ),
    ("zip in a zip in a zip", lambda: made.nested(4), "g.xlsx", NOT_READ),
    (
        "csv: one row of 8 million columns",
        lambda: b"Kelurahan;Usulan\n" + b";" * 8_000_000,
        "h.csv",
        NOT_READ,
    ),
    ("csv: 8 million empty rows", lambda: b"Kelurahan;Usulan" + b"\n" * 8_000_000, "i.csv", NOT_READ),
    ("csv: a quotation that does not end", lambda: b'Kelurahan;"' + b"a" * 8_000_000, "j.csv", NOT_READ),
)
WORDS: tuple[Made, ...] = (
    ("docx with a picture of 2 GB", lambda: _two_gigabytes(), "a.docx", WORD_BIG),
    ("docx with a picture of 600 MiB", lambda: made.word(picture=_nothing(600)), "b.docx", WORD_BIG),
    ("docx whose text is 100 MiB", lambda: made.word(text=_nothing(100)), "c.docx", WORD_BIG),
    ("docx with XML entities", lambda: made.word(text=made.LAUGHS), "d.docx", WORD_BROKEN),
)
PAPERS: tuple[Made, ...] = (
    ("pdf that unpacks to 1 GiB", lambda: made.pdf_of_nothing(1024 * MIB), "a.pdf", UNKNOWN),
    ("pdf that leads back to itself", made.pdf_in_circles, "b.pdf", UNKNOWN),
    ("pdf a million deep", lambda: made.pdf_deep(1_000_000), "c.pdf", UNKNOWN),
)
PICTURES: tuple[Made, ...] = (
    ("png 20000 x 20000", lambda: made.png(20_000, 20_000), "a.png", LOST),
    ("png 12000 x 12000", lambda: made.png(12_000, 12_000), "b.png", LOST),
    ("png with a profile of 300 MiB", lambda: made.png_with_words(300 * MIB), "c.png", LOST),
    ("a program called foto.jpg", lambda: b"MZ" + bytes(100_000), "foto.jpg", LOST),
)


def _nothing(mebibytes: int) -> Iterator[bytes]:
    return (bytes(MIB) for _ in range(mebibytes))


def _lies(size: int) -> bytes:
    return made.lying(made.workbook(sheet=made.sheet(size)), "xl/worksheets/sheet1.xml", 9_000)


def _everywhere(cells: int, length: int) -> bytes:
    return made.one_sentence_everywhere(cells, length)


def _two_gigabytes() -> bytes:
    return made.lying(made.word(picture=b"x"), "word/media/gambar.bmp", 2**31 - 1)


def warm(here: Range, siti: Phone) -> None:
    """Every kind was opened once: what a first look costs is no bomb's."""
    jfu = here.jfu
    jfu.sends_document(a_workbook((a_row(),)), "baik.xlsx")
    jfu.sees("1 baris usulan: siap 1", within=60)
    jfu.sends_document(made.word(), "baik.docx")
    jfu.sees("bukan naskah dari bot ini", within=60)
    jfu.sends_document(made.pdf_in_circles(), "baik.pdf")
    jfu.sees(UNKNOWN, within=60)
    siti.sends_document(made.png(4000, 3000), "baik.png")
    siti.sees("Depan ✓", within=60)
    here.office.joins(Post.LURAH, "Ahmad Fauzi", "Kelurahan A")  # by then it was looked at, too


def row(blast: Blast) -> str:
    missed = [
        word
        for word, value, goal in (
            ("time", blast.seconds, SECONDS),
            ("memory", blast.grown, MEMORY),
            ("others", p95(blast.presses), WAITED),
        )
        if value > goal
    ]
    words = next((line for line in blast.words.splitlines() if blast.bomb.say in line), "NO ANSWER")
    cells = (
        blast.bomb.name,
        f"{len(blast.bomb.content) / 1024:,.0f} KiB",
        f"{blast.seconds:.2f} s",
        f"{blast.spent:.2f} s",
        f"{blast.grown:+.0f} MiB",
        f"{p95(blast.presses):.2f} s ({len(blast.presses)})",
        words[:90],
        f"MISSED: {', '.join(missed)}" if missed else "met",
    )
    return f"| {' | '.join(cells)} |"


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--only", default="", help="a part of a name")
    given = words.parse_args()
    met = True
    with tempfile.TemporaryDirectory() as folder, Bureau(Path(folder)) as bureau:
        here = Range(bureau)
        siti = here.office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
        comes_to(siti, "photos")
        warm(here, siti)
        print("| bomb | size | told after | processor | memory | another's press, p95 | told | goal |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        for kind in (TABLES, WORDS, PAPERS, PICTURES):
            for name, make, file, say in kind:
                if given.only not in name:
                    continue
                bomb = Bomb(name, make(), file, say)
                blast = here.takes(bomb, siti if kind is PICTURES else here.jfu)
                line = row(blast)
                met = met and line.endswith("met |")
                print(line, flush=True)
        wrong = [line[:300] for line in bureau.log_text.splitlines() if '"level": "error"' in line]
        print(*wrong, sep="\n")
    return 0 if met and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
