"""Step 5, the Musrenbang: people arrive, the komisi score, the plenary decides, utusan are chosen."""

import random
import re

from demo.cast import Member
from demo.phone import Phone
from demo.story.beside import makes
from demo.story.hands import labels, looks_at_step, taps_name, turns_page
from demo.story.step1 import answers, number_of
from demo.story.step4 import MUSRENBANG_DAY
from demo.story.teller import PAPER_PATIENCE, Story
from demo.story.usulan import KOMISI_BUTTON, SOME_SCORES

HEAD = "Langkah 5. Musrenbang kecamatan"
_CARD_BY_CARD = 20  #: so many usulan are scored one by one; a longer list gets the same scores at once
_DECLINED = "Masih perlu dibicarakan dengan warga yang lahannya dilalui."


def play(story: Story) -> None:
    """One day, from the first who arrives to the berita acara."""
    sekretaris = story.one("sekretaris")
    story.turns_to(MUSRENBANG_DAY, 9)
    sekretaris.sees("Langkah 5 dibuka", PAPER_PATIENCE)
    _attends(story, sekretaris)
    story.turns_to(MUSRENBANG_DAY, 10)
    story.tells("Empat komisi menilai usulannya.")
    # A komisi without usulan counts as closed from the start.
    at_work = {one.komisi for one in story.book.verified.values()}
    story.each(lambda komisi: _scores(story, komisi), at_work)
    story.turns_to(MUSRENBANG_DAY, 13)
    _plenary(story, sekretaris)
    _chooses(story, sekretaris)
    story.turns_to(MUSRENBANG_DAY, 15)
    _ends(story, sekretaris)


# -- who is there


def _attends(story: Story, sekretaris: Phone) -> None:
    invited = [member for member in story.people if member.on_telegram and member.post != "admin"]
    story.tells(f"{len(invited)} orang menekan Hadir.")
    story.each(lambda member: _arrives(story.phone(member)), invited)
    absent = [member for member in story.team if not member.on_telegram]
    if absent:
        story.tells(f"{len(absent)} anggota tim tanpa Telegram dicatat hadir.")
        _marks(sekretaris, absent)


def _arrives(phone: Phone) -> None:
    looks_at_step(phone, 5, HEAD)
    phone.taps("Hadir")
    phone.sees("Kehadiran Bapak/Ibu tercatat")


def _marks(sekretaris: Phone, absent: list[Member]) -> None:
    sekretaris.taps("Daftar hadir")
    sekretaris.sees("Daftar hadir:")
    sekretaris.taps("Tandai tim")
    for member in absent:
        sekretaris.sees("Siapa anggota tim yang sudah hadir")
        taps_name(sekretaris, member.name)
        sekretaris.sees(f"{member.name} tercatat hadir")


# -- the komisi


def _scores(story: Story, komisi: str) -> None:
    members = [member for member in story.in_komisi(komisi) if member.on_telegram]
    ketua = story.phone(members[0])
    _board(ketua, komisi)
    ketua.taps("Buka penilaian")
    ketua.sees(f"Penilaian Komisi {KOMISI_BUTTON[komisi]} dibuka")
    story.each(lambda member: _sheets(story, member), members)
    _board(ketua, komisi)
    ketua.taps("Tutup penilaian")
    ketua.taps("Ya, tutup")
    ketua.sees(f"Hasil Komisi {KOMISI_BUTTON[komisi]}")
    story.tells(f"Komisi {KOMISI_BUTTON[komisi]} menutup penilaiannya.")


def _board(phone: Phone, komisi: str) -> None:
    looks_at_step(phone, 5, HEAD)
    phone.taps("Semua komisi")
    phone.sees("Penilaian di empat komisi")
    phone.taps(KOMISI_BUTTON[komisi])
    phone.sees(f"Komisi {KOMISI_BUTTON[komisi]}\n")


def _sheets(story: Story, member: Member) -> None:
    """A member scores the usulan of his komisi, each as he sees it."""
    phone, dice = story.phone(member), random.Random(member.number)
    looks_at_step(phone, 5, HEAD)
    phone.taps(f"Komisi {KOMISI_BUTTON[member.komisi]}")
    phone.sees("Penilaian sedang berlangsung")
    phone.taps("Menilai")
    found = re.search(r"usulan 1 dari (\d+)", phone.sees("usulan 1 dari").text)
    count = int(found[1]) if found else 0
    for at in range(1, min(count, _CARD_BY_CARD) + 1):
        card = phone.sees(f"usulan {at} dari {count}").text
        known = story.book.sent.get(number_of(card))
        if known is not None:  # by what it is: numbers differ from one telling to the next, scores must not
            dice = random.Random(f"{member.number} {known.problem} {known.place}")
        _gives(phone, known.scores if known else SOME_SCORES, at, count, dice)
    if count > _CARD_BY_CARD:
        _same_for_the_rest(phone, at + 1, count, dice)
    phone.sees(f"dari {count}" if count > _CARD_BY_CARD else f"Semua {count} usulan sudah Bapak/Ibu nilai")


def _gives(phone: Phone, thought: tuple[int, ...], at: int, count: int, dice: random.Random) -> None:
    """The scores of one card; a member may be one off what the komisi thinks."""
    found = re.search(r"Tersimpan 0 dari (\d+)", phone.sees(f"usulan {at} dari {count}").text)
    criteria = int(found[1]) if found else 0
    for place in range(criteria):
        value = min(5, max(1, thought[place % len(thought)] + dice.choice((-1, 0, 0, 0, 1))))
        phone.taps(f"{'ABCDEFGH'[place]}{value}")
        if place + 1 < criteria:
            phone.sees(f"Tersimpan {place + 1} dari {criteria}")
    if at < count:
        phone.sees(f"usulan {at + 1} dari {count}")


def _same_for_the_rest(phone: Phone, at: int, count: int, dice: random.Random) -> None:
    """Nilai sama, for all that still lack a score."""
    phone.sees(f"usulan {at} dari {count}")
    phone.taps("Daftar usulan")
    phone.taps("Nilai sama")
    phone.sees("Pilih usulan yang mendapat nilai sama")
    phone.taps("Semua yang kurang")
    phone.taps(f"Lanjut {count - at + 1}")
    phone.sees("usulan sekaligus")
    letters = sorted({label[0] for label in labels(phone) if re.fullmatch(r"[A-H][1-5]( ✓)?", label)})
    for letter in letters:
        value = dice.choice((2, 3, 3, 4))
        _marks_value(phone, f"{letter}{value}")
    phone.taps("Simpan nilai")
    phone.sees("Nilai yang sama tersimpan")


def _marks_value(phone: Phone, value: str) -> None:
    phone.taps(value)
    phone.waits_for(lambda eyes: f"{value} ✓" in labels(phone), what="the mark")


# -- the plenary


def _plenary(story: Story, sekretaris: Phone) -> None:
    looks_at_step(sekretaris, 5, HEAD)
    sekretaris.taps("Pleno")
    sekretaris.sees("Pleno Musrenbang")
    number = _declines(sekretaris)
    story.book.declined.add(number)
    story.tells(f"Pleno: {len(story.book.agreed)} usulan disepakati, {number} belum.")
    sekretaris.taps("Tetapkan urutan")
    sekretaris.sees("Tetapkan urutan pleno")
    sekretaris.taps("Ya, tetapkan")
    sekretaris.sees("Urutan pleno ditetapkan")


def _declines(sekretaris: Phone) -> str:
    """The last usulan of the third page is not agreed; its number."""
    sekretaris.taps("Daftar usulan")
    sekretaris.sees("Urutan pleno menurut nilai")
    for _ in range(2):
        turns_page(sekretaris)
    shown = [label for label in labels(sekretaris) if re.match(r"\d+\. ", label)]
    sekretaris.taps(shown[-1])
    number = number_of(sekretaris.sees("selisih terbesar").text)
    sekretaris.taps("Belum disepakati")
    answers(sekretaris, "belum disepakati? Tulis", _DECLINED)
    sekretaris.sees("Dicatat sebagai belum disepakati")
    sekretaris.taps("Kembali")
    sekretaris.sees("Urutan pleno menurut nilai")
    sekretaris.taps("Kembali")
    sekretaris.sees("Pleno Musrenbang")
    return number


# -- utusan, notes, the end


def _chooses(story: Story, sekretaris: Phone) -> None:
    chosen = [member for member in story.people if member.utusan == "yes"]
    story.tells(f"{len(chosen)} utusan ke Musrenbang Kota dipilih.")
    for member in chosen:
        looks_at_step(sekretaris, 5, HEAD)
        sekretaris.taps("Utusan")
        sekretaris.taps("Tambah utusan")
        answers(sekretaris, "nama lengkap utusan", member.name)
        answers(sekretaris, "lembaga atau instansi", member.institution)
        answers(sekretaris, "Apa alamatnya", member.address)
        answers(sekretaris, "nomor teleponnya", member.phone)
        sekretaris.sees("Periksa sekali lagi.")
        sekretaris.taps("Simpan utusan")
        sekretaris.sees(f"{member.name} menjadi utusan")


def _ends(story: Story, sekretaris: Phone) -> None:
    looks_at_step(sekretaris, 5, HEAD)
    sekretaris.taps("Catatan sidang")
    sekretaris.taps("Isi catatan")
    answers(sekretaris, "Siapa saja yang memberi sambutan", "Camat; Kepala Bapperida Kota Bogor")
    answers(sekretaris, "Materi apa yang dipaparkan", "Prioritas pembangunan kota oleh Bapperida")
    sekretaris.sees("Sambutan oleh:")
    story.tells("JFU membuat daftar hadir yang terisi, notulen, dan surat mandat utusan.")
    makes(story.one("jfu"), 5, HEAD, "Daftar hadir", "Notulen", "Surat mandat")
    looks_at_step(sekretaris, 5, HEAD)
    sekretaris.taps("Selesai")
    sekretaris.sees("Selesaikan Musrenbang?")
    sekretaris.taps("Ya, selesai")
    sekretaris.sees("Langkah 5 selesai", PAPER_PATIENCE)
    story.tells("Musrenbang selesai; Skala Prioritas, daftar utusan dan berita acara terbit.")
