"""Step 6: the tim takes the words that are proposed, Sekretaris reads the draft."""

from demo.story.hands import looks_at_step
from demo.story.teller import PAPER_PATIENCE, Story

HEAD = "Langkah 6. Draft laporan"
_PARTS = 7


def play(story: Story) -> None:
    """From the first part to a draft that is in order."""
    writer = story.phone(next(member for member in story.team if member.post == "tim"))
    sekretaris = story.one("sekretaris")
    story.turns_to(19, 9)
    writer.sees("Langkah 6 dibuka", PAPER_PATIENCE)
    story.tells("Tim mengisi bagian laporan; angka dan tabelnya terisi sendiri.")
    looks_at_step(writer, 6, HEAD)
    writer.taps("Isi bagian laporan")
    for at in range(1, _PARTS + 1):
        writer.sees(f"Langkah {at}/{_PARTS}")
        writer.taps("Pakai usulan ini")
    writer.sees("Periksa bagian laporan.")
    writer.taps("Buat draft laporan")
    writer.sees("sedang dibuat")
    story.tells("Sekretaris memeriksa draftnya.")
    sekretaris.taps("Sesuai", PAPER_PATIENCE)
    sekretaris.sees("Dinyatakan sesuai oleh")
