"""Step 1: delegates submit, each Lurah confirms, JFU notes the letters and closes the intake."""

import re

from demo.phone import Phone
from demo.pictures import picture
from demo.story.hands import comes_home, labels, taps_name
from demo.story.teller import Story
from demo.story.usulan import KOMISI_BUTTON, Usulan

GLANCE_SECONDS = 10.0
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
    """All that it has not sent yet; what somebody else sent from there stays beside it."""
    phone = story.phone(story.of_kelurahan("delegasi", kelurahan))
    sent = story.book.of(kelurahan).values()
    comes_home(phone)
    for usulan in [one for one in story.usulan if one.kelurahan == kelurahan and one not in sent]:
        number = submits(phone, usulan)
        story.book.sent[number] = usulan
        story.tells(f"{kelurahan}: {number}, {usulan.title}")


def submits(phone: Phone, usulan: Usulan) -> str:
    """One usulan, question by question; the number on its receipt."""
    before = numbers(phone)
    phone.taps("Buat usulan")
    on_card(phone, "Apa yang ingin diusulkan?")
    _chooses_kind(phone, usulan)
    answers(phone, "Apa masalahnya?", usulan.problem)
    answers(phone, "Di mana lokasinya?", usulan.place_typed)
    _drops_pin(phone, usulan)
    answers(phone, "Berapa volumenya?", f"{usulan.volume_typed} {usulan.unit}".strip())
    _says_cost(phone, usulan)
    answers(phone, "Berapa penerima manfaatnya?", usulan.people_typed)
    on_card(phone, "Seberapa mendesak usulan ini?")
    phone.taps(usulan.urgency_button)
    if usulan.komisi == "sarpras":
        on_card(phone, "Apakah lahannya siap?")
        phone.taps("Siap")
    sends_photos(phone, usulan)
    on_card(phone, "Periksa sekali lagi.")
    phone.taps("Kirim usulan")
    phone.waits_for(lambda eyes: numbers(phone) - before, what="the receipt")
    return (numbers(phone) - before).pop()


def answers(phone: Phone, question: str, words: str) -> int:
    """Wait for the question on the newest card, then type: an older copy may have been left behind.

    The number of what was typed.
    """
    on_card(phone, question)
    return phone.sends(words)


def on_card(phone: Phone, words: str) -> None:
    """Wait until the newest card of a form says so; after a while people look at the ones above it, too."""
    try:
        phone.waits_for(lambda eyes: words in _card(phone), GLANCE_SECONDS, f"“{words}” on the card")
    except AssertionError:
        phone.sees(words)


def _card(phone: Phone) -> str:
    """What the form's card shows now."""
    cards = [message for message in phone.from_bot if message.button("Simpan & keluar") is not None]
    return cards[-1].text if cards else ""


def _chooses_kind(phone: Phone, usulan: Usulan) -> None:
    if not usulan.button:
        phone.taps("Di luar kamus")
        answers(phone, "Apa nama kegiatannya?", usulan.title)
        on_card(phone, "Usulan ini termasuk urusan apa?")
        phone.taps(KOMISI_BUTTON[usulan.komisi])
        return
    phone.sends(usulan.button)  # one that is on the screen is pressed by its name; others are looked for
    phone.waits_for(lambda eyes: "Harga tertinggi" in _card(phone) or "Yang cocok" in _card(phone))
    if "Harga tertinggi" not in _card(phone):
        phone.taps(usulan.button)
    on_card(phone, "Harga tertinggi")
    phone.taps("Pakai jenis ini")


def _drops_pin(phone: Phone, usulan: Usulan) -> None:
    on_card(phone, "Titik lokasi di peta?")
    if usulan.pin is None:
        phone.taps("Lewati")
        return
    phone.sends_location(*usulan.pin)
    phone.waits_for(lambda eyes: "Berapa volumenya?" in _card(phone) or "Tetap pakai" in labels(phone))
    if "Berapa volumenya?" not in _card(phone):
        phone.taps("Tetap pakai")


def _says_cost(phone: Phone, usulan: Usulan) -> None:
    if usulan.cost_typed:
        answers(phone, "Berapa perkiraan biayanya?", usulan.cost_typed)
    else:
        on_card(phone, "Berapa perkiraan biayanya?")
        phone.taps("Pakai harga kamus")


def sends_photos(phone: Phone, usulan: Usulan) -> None:
    """As many as it has; none is skipped."""
    on_card(phone, "foto keadaan sekarang")
    if not usulan.photos:
        phone.taps("Lewati")
        return
    for number in range(1, usulan.photos + 1):
        phone.sends_photo(picture(usulan.scene, usulan.view + number))
        on_card(phone, f"Sudah {number} ")
    phone.taps("Selesai")


def numbers(phone: Phone) -> set[str]:
    """The numbers on its receipts; the same receipt may have come twice."""
    return {number_of(one.text) for one in phone.from_bot if _RECEIPT in one.text}


def number_of(words: str) -> str:
    """The number of an usulan, wherever it stands."""
    found = re.search(r"US-\d{4}-[\w-]+-\d{4}", words)
    if found is None:
        raise AssertionError(f"no number in: {words}")
    return found[0]


def _lurah_confirms(story: Story, kelurahan: str) -> None:
    phone = story.phone(story.of_kelurahan("lurah", kelurahan))
    comes_home(phone)
    phone.taps("Rekap kelurahan")
    phone.waits_for(lambda eyes: "Lihat usulan" in labels(phone), what="the list")
    if "Benar" in labels(phone):  # else it is confirmed already
        phone.taps("Benar")
        phone.sees("dikonfirmasi oleh Lurah")


def _closes(story: Story) -> None:
    jfu = story.one("jfu")
    comes_home(jfu)
    jfu.taps("Rekap masuk")
    jfu.sees("Rekap hasil Musrenbang Kelurahan")
    for number, kelurahan in enumerate(story.kelurahan, start=1):
        _notes_letter(story, jfu, number, kelurahan)
    jfu.taps("Tutup penerimaan")
    jfu.taps("Ya, tutup")
    jfu.sees("Penerimaan ditutup")


def _notes_letter(story: Story, jfu: Phone, number: int, kelurahan: str) -> None:
    """Surat masuk: the letter that came with the result of a kelurahan."""
    jfu.taps("Daftar kelurahan")
    jfu.sees("Kelurahan dan hasilnya")
    taps_name(jfu, kelurahan)
    jfu.taps("Catat surat masuk")
    answers(jfu, "Nomor surat pengantar", f"005/{number:02d}-Kel")
    typed = answers(jfu, "Tanggal suratnya?", f"{story.opens:%d/%m}")
    # Below it: the question, or a copy of it that was left behind, has a [Kembali] as well.
    jfu.sees(f"Surat masuk dari Kelurahan {kelurahan} sudah dicatat", below=typed)
    jfu.taps("Kembali")
    jfu.sees("Kelurahan dan hasilnya")
    jfu.taps("Kembali")
    jfu.sees("Rekap hasil Musrenbang Kelurahan")


def rupiah(amount: int) -> str:
    """As the office writes it: Rp175.000.000."""
    return f"Rp{amount:,}".replace(",", ".")
