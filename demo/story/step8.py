"""Step 8: the report goes out with its letter, Bapperida confirms, the season closes."""

from demo.phone import Phone
from demo.story.hands import looks_at_step, taps_name
from demo.story.teller import PAPER_PATIENCE, Story

HEAD = "Langkah 8. Distribusi laporan"


def play(story: Story) -> None:
    """From the surat keluar to the proof of distribution."""
    jfu, bapperida = story.one("jfu"), story.one("bapperida")
    story.turns_to(23, 10)
    story.tells("JFU mencatat surat keluar dan mengirim laporan.")
    looks_at_step(jfu, 8, HEAD)
    jfu.taps("Surat keluar")
    jfu.taps("Nomor berikutnya")
    jfu.taps("Hari ini")
    jfu.sees("dicatat.")
    jfu.taps("Kirim")
    jfu.taps("Ya, kirim")
    jfu.sees("Terkirim kepada")
    story.tells("Bapperida menekan Terima.")
    bapperida.sees("Mohon tekan Terima", PAPER_PATIENCE)
    bapperida.taps("Terima")
    bapperida.sees("Diterima oleh")
    _archives(story, jfu)
    jfu.taps("Selesai")
    jfu.taps("Ya, selesai")
    jfu.sees("Musrenbang musim ini selesai", PAPER_PATIENCE)
    story.tells("Musim Musrenbang ditutup.")


def _archives(story: Story, jfu: Phone) -> None:
    looks_at_step(jfu, 8, HEAD)
    taps_name(jfu, f"Arsip Kecamatan {story.place.kecamatan}")
    jfu.taps("Diarsipkan")
    jfu.sees("Semua penerima sudah menerima")
