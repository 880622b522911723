"""The seventeen papers, as the phones received them, and whether they say what was typed."""

import io
import re
from pathlib import Path

from pypdf import PdfReader

from demo.phone import Message, Phone
from demo.story.hands import labels
from demo.story.step1 import rupiah
from demo.story.teller import PAPER_PATIENCE, Story

#: The key of each paper, and its button on the SOP card.
PAPERS = {
    "rekap-musrenbang-kelurahan": "Rekap kelurahan",
    "pra-musrenbang": "Pra Musrenbang",
    "sk-tim": "SK Tim",
    "susunan-komisi": "Susunan Komisi",
    "usulan-per-komisi": "Usulan per komisi",
    "pedoman-skala-prioritas": "Pedoman prioritas",
    "tata-tertib": "Tata Tertib",
    "skala-prioritas": "Skala Prioritas",
    "utusan": "Utusan",
    "berita-acara": "Berita Acara",
    "draft-laporan": "Draft laporan",
    "laporan": "Laporan",
    "bukti-distribusi": "Bukti distribusi",
    "undangan": "Undangan",
    "daftar-hadir": "Daftar hadir",
    "notulen": "Notulen",
    "surat-mandat": "Surat mandat",
}


class Differs(Exception):
    """A paper does not say what the story did."""


def collect(story: Story, folder: Path) -> dict[str, Path]:
    """Fetch every paper from the SOP card, and leave the newest version of each as KEY.pdf."""
    reader = story.one("sekretaris")
    folder.mkdir(parents=True, exist_ok=True)
    left = {}
    for key, button in PAPERS.items():
        received = _newest(_asks(reader, key, button), key)
        left[key] = folder / f"{key}.pdf"
        left[key].write_bytes(reader.downloads(received))
    return left


def _asks(reader: Phone, key: str, button: str) -> list[Message]:
    before = len(_received(reader, key))
    reader.sends("/status")
    reader.waits_for(lambda eyes: "Dokumen" in labels(reader), what="the SOP card")
    reader.taps("Dokumen")
    reader.sees("Tekan untuk menerima berkasnya")
    reader.taps(button)
    reader.waits_for(lambda eyes: len(_received(reader, key)) > before, PAPER_PATIENCE, f"{key}.pdf")
    return _received(reader, key)


def _received(reader: Phone, key: str) -> list[Message]:
    return [one for one in reader.documents if one.document and _edition(one.document.name, key)]


def _newest(received: list[Message], key: str) -> Message:
    return max(received, key=lambda one: (_edition(one.document.name if one.document else "", key), one.id))


def _edition(name: str, key: str) -> int:
    """The version in a file name, 0 for another paper's."""
    found = re.fullmatch(rf"{re.escape(key)}-v(\d+)\.pdf", name)
    return int(found[1]) if found else 0


def check(story: Story, papers: dict[str, Path]) -> list[str]:
    """Each opens; T-D.4 has the story's own count and sum. What was found, in words."""
    pages = {key: _words(path) for key, path in papers.items()}
    missing = [key for key in PAPERS if key not in pages]
    if missing:
        raise Differs(f"papers are missing: {', '.join(missing)}")
    count, total = len(story.book.agreed), rupiah(story.book.total)
    scale = pages["skala-prioritas"]
    expected = f"({count} kegiatan) {total}"
    if expected not in scale:
        printed = re.search(r"\(\d+ kegiatan\) Rp[\d.]+", scale)
        raise Differs(f"T-D.4 says {printed[0] if printed else 'no total'}, the story typed {expected}")
    return [
        f"{len(pages)} dokumen terbuka di pembaca PDF.",
        f"Jumlah T-D.4 sama dengan hitungan cerita: {count} kegiatan, {total}.",
    ]


def _words(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
