"""Step 8: the report goes out with a letter, Bapperida presses Terima, the season closes."""

from demo.phone import Phone
from demo.story.hands import opens_step
from demo.story.teller import PAPER_PATIENCE, Story

HEAD = "Langkah 8. Distribusi laporan"


def play(story: Story) -> None:
    """From the surat keluar to the bukti distribusi."""
    jfu, bapperida = story.one("jfu"), story.one("bapperida")
    story.turns_to(22, 9)
    story.tells("JFU mencatat surat keluar dan mengirim laporan.")
    opens_step(jfu, 8, HEAD)
    jfu.taps("Surat keluar")
    jfu.taps("Nomor berikutnya")
    jfu.taps("Hari ini")
    jfu.sees("Surat keluar nomor")
    jfu.taps("Kirim")
    bapperida.sees("Mohon tekan Terima", PAPER_PATIENCE)
    story.tells("Bapperida menerima laporan.")
    bapperida.taps("Terima")
    bapperida.sees("Penerimaan laporan Kecamatan")
    _archives(jfu)
    story.tells("Laporan diarsipkan; musim Musrenbang ditutup.")
    jfu.taps("Selesai")
    jfu.sees("Langkah 8 selesai", PAPER_PATIENCE)


def _archives(jfu: Phone) -> None:
    jfu.taps("Arsip")
    jfu.taps("Diarsipkan")
    jfu.sees("Semua penerima sudah menerima")
