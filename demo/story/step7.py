"""Step 7: the Camat reads the report and approves exactly these bytes."""

from demo.story.hands import decides
from demo.story.teller import PAPER_PATIENCE, Story

REPORT = "Laporan hasil kegiatan Musrenbang, versi 1 (naskah)"


def play(story: Story) -> None:
    """One message, two screens."""
    camat = story.one("camat")
    camat.sees(REPORT, PAPER_PATIENCE)
    story.turns_to(19, 10)
    story.tells("Camat membaca laporan di teleponnya dan menyetujuinya.")
    decides(camat)
    camat.sees("Langkah 7 selesai", PAPER_PATIENCE)
