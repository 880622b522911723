"""Step 1: delegates submit, each Lurah confirms, JFU notes the letters and closes the intake."""

import re

from demo.phone import Message, Phone
from demo.pictures import picture
from demo.story.hands import labels, taps_name, turns_until
from demo.story.teller import Story
from demo.story.usulan import Usulan

KOMISI_BUTTON = {"pemerintahan": "Pemerintahan", "kesra": "Kesra", "ekonomi": "Ekonomi", "sarpras": "Sarpras"}
_RECEIPT = "Usulan diterima"


def play(story: Story) -> None:
    """From the first usulan to the closed intake."""
    story.tells(f"{len(story.usulan)} usulan dikirim delegasi {len(story.kelurahan)} kelurahan.")
    story.each(lambda kelurahan: _kelurahan_submits(story, kelurahan), story.kelurahan)
    story.turns_to(3, 9)
    story.tells("Setiap Lurah memeriksa jumlah usulan kelurahannya.")
    story.each(lambda kelurahan: _lurah_confirms(story, kelurahan), story.kelurahan)
    story.turns_to(5, 14)
    story.tells("JFU mencatat surat masuk dan menutup penerimaan.")
    _closes(story)


def _kelurahan_submits(story: Story, kelurahan: str) -> None:
    phone = story.phone(story.of_kelurahan("delegasi", kelurahan))
    for usulan in [one for one in story.usulan if one.kelurahan == kelurahan]:
        number = submits(phone, usulan)
        story.book.sent[number] = usulan
        story.tells(f"{kelurahan}: {number}, {usulan.title}")


def submits(phone: Phone, usulan: Usulan) -> str:
    """One usulan, question by question; the number on its receipt."""
    before = len(receipts(phone))
    phone.taps("Buat usulan")
    phone.sees("Usulan ini untuk komisi apa?")
    phone.taps(KOMISI_BUTTON[usulan.komisi])
    phone.sees("Pilih jenis usulan")
    _chooses_kind(phone, usulan)
    answers(phone, "Apa masalahnya?", usulan.problem)
    answers(phone, "Di mana lokasinya?", usulan.place_typed)
    _drops_pin(phone, usulan)
    answers(phone, "Berapa volumenya?", f"{usulan.volume_typed} {usulan.unit}".strip())
    _says_cost(phone, usulan)
    answers(phone, "Berapa penerima manfaatnya?", usulan.people_typed)
    sends_photos(phone, usulan)
    phone.sees("Periksa sekali lagi.")
    phone.taps("Kirim usulan")
    phone.waits_for(lambda eyes: len(receipts(phone)) > before, what="the receipt")
    return number_of(receipts(phone)[-1].text)


def answers(phone: Phone, question: str, words: str) -> None:
    """Wait for the question, then type."""
    phone.sees(question)
    phone.sends(words)


def _chooses_kind(phone: Phone, usulan: Usulan) -> None:
    if not usulan.button:
        phone.taps("Di luar kamus")
        answers(phone, "Apa nama kegiatannya?", usulan.title)
        return
    turns_until(phone, lambda: usulan.button in labels(phone), usulan.button)
    phone.taps(usulan.button)
    phone.taps("Pakai jenis ini")


def _drops_pin(phone: Phone, usulan: Usulan) -> None:
    phone.sees("Titik lokasi di peta?")
    if usulan.pin is None:
        phone.taps("Lewati")
        return
    phone.sends_location(*usulan.pin)
    phone.waits_for(lambda eyes: phone.has("Berapa volumenya?") or "Tetap pakai" in labels(phone))
    if not phone.has("Berapa volumenya?"):
        phone.taps("Tetap pakai")


def _says_cost(phone: Phone, usulan: Usulan) -> None:
    if usulan.cost_typed:
        answers(phone, "Berapa perkiraan biayanya?", usulan.cost_typed)
    else:
        phone.taps("Pakai harga kamus")


def sends_photos(phone: Phone, usulan: Usulan) -> None:
    """As many as it has; none is skipped."""
    phone.sees("foto keadaan sekarang")
    if not usulan.photos:
        phone.taps("Lewati")
        return
    for number in range(1, usulan.photos + 1):
        phone.sends_photo(picture(usulan.scene, number))
        phone.sees(f"Sudah {number} ")
    phone.taps("Selesai")


def receipts(phone: Phone) -> list[Message]:
    """Every receipt of this phone, oldest first."""
    return [message for message in phone.from_bot if message.text.startswith(_RECEIPT)]


def number_of(words: str) -> str:
    """The number of an usulan, wherever it stands."""
    found = re.search(r"US-\d{4}-[\w-]+-\d{4}", words)
    if found is None:
        raise AssertionError(f"no number in: {words}")
    return found[0]


def _lurah_confirms(story: Story, kelurahan: str) -> None:
    phone = story.phone(story.of_kelurahan("lurah", kelurahan))
    mine = story.book.of(kelurahan)
    total = sum(usulan.cost for usulan in mine.values())
    phone.sends("/start")
    phone.taps("Rekap kelurahan")
    phone.sees(f"{len(mine)} usulan, {rupiah(total)}")
    phone.taps("Benar")
    phone.sees("dikonfirmasi oleh Lurah")


def _closes(story: Story) -> None:
    jfu = story.one("jfu")
    jfu.sends("/start")
    jfu.taps("Rekap masuk")
    jfu.sees("Rekap hasil Musrenbang Kelurahan")
    for number, kelurahan in enumerate(story.kelurahan, start=1):
        _notes_letter(story, jfu, number, kelurahan)
    jfu.taps("Tutup penerimaan")
    jfu.sees("Semua kelurahan sudah dikonfirmasi")
    jfu.taps("Ya, tutup")
    jfu.sees("Penerimaan ditutup")


def _notes_letter(story: Story, jfu: Phone, number: int, kelurahan: str) -> None:
    """Surat masuk: the letter that came with the result of a kelurahan."""
    jfu.taps("Daftar kelurahan")
    jfu.sees("Kelurahan dan hasilnya")
    taps_name(jfu, kelurahan)
    jfu.sees("Surat masuk belum dicatat")
    jfu.taps("Catat surat masuk")
    answers(jfu, "Nomor surat pengantar", f"005/{number:02d}-Kel")
    answers(jfu, "Tanggal suratnya?", f"{story.opens:%d/%m}")
    jfu.sees(f"Surat masuk dari Kelurahan {kelurahan} sudah dicatat")
    jfu.taps("Kembali")
    jfu.sees("Kelurahan dan hasilnya")
    jfu.taps("Kembali")
    jfu.sees("Rekap hasil Musrenbang Kelurahan")


def rupiah(amount: int) -> str:
    """As the office writes it: Rp175.000.000."""
    return f"Rp{amount:,}".replace(",", ".")
