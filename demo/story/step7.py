"""Step 7: the Camat approves exactly the bytes that he was sent."""

from demo.story.hands import decides
from demo.story.teller import PAPER_PATIENCE, Story


def play(story: Story) -> None:
    """Setujui, then Ya, setujui."""
    camat = story.one("camat")
    story.turns_to(22, 9)
    camat.sees("Laporan hasil kegiatan Musrenbang, versi 1 (naskah)", PAPER_PATIENCE)
    story.tells("Camat membaca laporan dan menyetujuinya.")
    decides(story, camat)
    story.one("jfu").sees("Langkah 8 dibuka", PAPER_PATIENCE)
