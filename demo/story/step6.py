"""Step 6: the tim takes the report's words as they are proposed; Sekretaris reads the draft."""

from demo.story.hands import opens_step
from demo.story.teller import PAPER_PATIENCE, Story

PARTS = 7
DRAFT = "Draft laporan hasil kegiatan Musrenbang, versi 1 (draf)"


def play(story: Story) -> None:
    """From the first part to a draft that is in order."""
    writer, reader = story.one("tim"), story.one("sekretaris")
    story.turns_to(18, 9)
    story.tells("Tim menulis laporan; angka dan tabelnya terisi sendiri.")
    opens_step(writer, 6, "Langkah 6.")
    writer.taps("Isi bagian laporan")
    for at in range(1, PARTS + 1):
        writer.sees(f"langkah {at} dari {PARTS}")
        writer.taps("Pakai usulan ini")
    writer.taps("Buat draft laporan")
    writer.sees("sedang dibuat")
    reader.sees(DRAFT, PAPER_PATIENCE)
    story.tells("Sekretaris memeriksa draft laporan: sesuai.")
    reader.taps("Sesuai")
