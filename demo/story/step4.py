"""Step 4: the days, the four komisi, the criteria that the Camat agrees to, the tata tertib."""

from demo.cast import Member
from demo.phone import Phone
from demo.story.beside import makes
from demo.story.hands import decides, labels, opens_step, taps_name
from demo.story.step1 import answers
from demo.story.teller import PAPER_PATIENCE, Story
from demo.story.usulan import KOMISI_BUTTON

HEAD = "Langkah 4. Koordinasi dan empat komisi"
COORDINATION_DAY = 11  #: of the story: a Thursday
MUSRENBANG_DAY = 18
ROLE_BUTTON = {"ketua": "Ketua", "sekretaris": "Sekretaris", "anggota": "Anggota"}


def play(story: Story) -> None:
    """Everything that must be there before the Musrenbang."""
    sekretaris, camat = story.one("sekretaris"), story.one("camat")
    story.turns_to(10, 9)
    story.tells("Sekretaris menetapkan hari rapat koordinasi dan Musrenbang.")
    opens_step(sekretaris, 4, HEAD)
    _sets(story, sekretaris, "Rapat koordinasi", COORDINATION_DAY)
    _sets(story, sekretaris, "Musrenbang", MUSRENBANG_DAY)
    story.tells("Tim dibagi ke empat komisi.")
    _seats(story, sekretaris)
    story.turns_to(COORDINATION_DAY, 10)
    story.tells("Camat menyepakati kriteria dan bobotnya.")
    _agrees_criteria(story, sekretaris, camat)
    story.tells("Tata tertib diterbitkan; susunan komisi dan usulan per komisi dibuat.")
    _goes(sekretaris, "Tata tertib", "Tata Tertib Musrenbang Kecamatan")
    _goes(sekretaris, "Terbitkan", "Tata tertib diterbitkan")
    story.tells("JFU membuat undangan dan daftar hadir yang akan ditandatangani.")
    makes(story.one("jfu"), 4, HEAD, "Undangan", "Daftar hadir")
    sekretaris.taps("Selesai")
    sekretaris.taps("Ya, selesai")
    sekretaris.sees("Langkah 4 selesai", PAPER_PATIENCE)


def _goes(phone: Phone, label: str, content: str) -> None:
    phone.taps(label)
    phone.sees(content)


def _sets(story: Story, sekretaris: Phone, what: str, day: int) -> None:
    """A meeting: day, hour, place."""
    sekretaris.taps(what)
    answers(sekretaris, "Hari apa", f"{story.day(day):%d/%m/%Y}")
    sekretaris.waits_for(lambda eyes: sekretaris.has("Pukul berapa") or "Tetap pakai" in labels(sekretaris))
    if not sekretaris.has("Pukul berapa"):
        sekretaris.taps("Tetap pakai")
    _goes(sekretaris, "09.00", "Di mana tempatnya")
    _goes(sekretaris, "Aula kecamatan", "Tersimpan:")


def _seats(story: Story, sekretaris: Phone) -> None:
    """Each into his komisi; whoever is left is spread evenly."""
    _goes(sekretaris, "Komisi", "Tim dalam empat komisi")
    for komisi in KOMISI_BUTTON:
        for member in story.in_komisi(komisi):
            _seat(sekretaris, member)
    if any(label.startswith("Belum dibagi") for label in labels(sekretaris)):
        _goes(sekretaris, "Bagi rata", "orang dibagi rata")
    sekretaris.sees("tiap komisi punya ketua")
    _goes(sekretaris, "Kembali", HEAD)


def _seat(sekretaris: Phone, member: Member) -> None:
    komisi, role = KOMISI_BUTTON[member.komisi], ROLE_BUTTON[member.role]
    _goes(sekretaris, "Belum dibagi", "Tekan nama untuk memberi komisi")
    taps_name(sekretaris, member.name)
    sekretaris.sees("Pilih komisinya")
    _goes(sekretaris, komisi, f"{member.name} duduk di Komisi {komisi}")
    _goes(sekretaris, role, f"{member.name} duduk di Komisi {komisi} sebagai {role}")
    _goes(sekretaris, "Kembali", f"Komisi {komisi}\n")
    _goes(sekretaris, "Kembali", "Tim dalam empat komisi")


def _agrees_criteria(story: Story, sekretaris: Phone, camat: Phone) -> None:
    _goes(sekretaris, "Kriteria", "Kriteria Skala Prioritas")
    _goes(sekretaris, "Ajukan ke Camat", "lalu dikirim kepada Camat")
    decides(story, camat)
    sekretaris.sees("Pedoman Skala Prioritas versi 1 sudah disetujui", PAPER_PATIENCE)
    _goes(sekretaris, "Kembali", HEAD)
